package org.skerry.slave.link;

import java.nio.file.Path;
import java.util.Optional;
import org.skerry.protocol.pairing.NodeIdentity;

/**
 * Who a slave is, and which masters it knows.
 *
 * @param identity none before the first pairing, and of one that keeps nothing
 */
public record SlaveKeys(Optional<NodeIdentity> identity, Optional<KnownMasters> masters) {

    /** Nobody: for masters with {@code --open} only. */
    public static final SlaveKeys NONE = new SlaveKeys(Optional.empty(), Optional.empty());

    /** Those in a slave's folder, as far as there are any; nothing is written. */
    public static SlaveKeys kept(Path folder) {
        return new SlaveKeys(NodeIdentity.kept(folder), Optional.of(new KnownMasters(folder)));
    }

    /** Those in a slave's folder; an identity is made if there is none. */
    public static SlaveKeys in(Path folder) {
        return new SlaveKeys(Optional.of(NodeIdentity.in(folder)), Optional.of(new KnownMasters(folder)));
    }
}
