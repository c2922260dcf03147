/** What the window remembers; read {@link org.skerry.slave.ui.settings.DesktopSettings} first. */
@NullMarked
package org.skerry.slave.ui.settings;

import org.jspecify.annotations.NullMarked;
