package org.skerry.slave.ui.connect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.link.MasterAddress;

/** Masters in memory: they let in, or fail as told. */
public final class FakeMasters implements Masters {

    private final List<FakeMaster> opened = new ArrayList<>();
    private final List<Optional<Pairing>> pairings = new ArrayList<>();
    private final Set<MasterAddress> known = new HashSet<>();
    private Optional<LinkFailure> failure = Optional.empty();

    @Override
    public FakeMaster open(MasterAddress address, Optional<Pairing> pairing, Consumer<LinkStep> progress) {
        pairings.add(pairing);
        FakeMaster master = new FakeMaster(address, progress, failure, new MemoryStorage(new LuceneWords()));
        opened.add(master);
        return master;
    }

    /** Those that open from now on fail so. */
    public void fail(LinkFailure why) {
        failure = Optional.of(why);
    }

    /** Those that open from now on let in. */
    public void letIn() {
        failure = Optional.empty();
    }

    @Override
    public boolean isKnown(MasterAddress address) {
        return known.contains(address);
    }

    /** This PC is paired with the one at that address. */
    public void know(MasterAddress address) {
        known.add(address);
    }

    @Override
    public String ownName() {
        return "front desk";
    }

    /** With which code each was opened. */
    public List<Optional<Pairing>> pairings() {
        return pairings;
    }

    public List<FakeMaster> opened() {
        return opened;
    }
}
