package org.skerry.slave.ui.settings;

import java.time.Instant;
import org.skerry.slave.link.MasterAddress;

/**
 * A master that was joined before.
 *
 * @param name as it calls itself
 */
public record RecentMaster(MasterAddress address, String name, Instant lastJoined) {}
