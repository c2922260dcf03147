package org.skerry.slave.ui.work;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import org.skerry.jio.RecordId;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.attach.AroundFiles;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.entry.EntryViewModel;
import org.skerry.slave.ui.status.StatusViewModel;

/** What is around the files of the open record. JavaFX thread. */
final class RecordFiles implements AroundFiles {

    private final Master master;
    private final EntryViewModel entry;
    private final ObservableValue<Boolean> isLinked;

    RecordFiles(Master master, EntryViewModel entry, StatusViewModel status) {
        this.master = master;
        this.entry = entry;
        isLinked = status.state().map(state -> state == LinkState.LINKED);
    }

    @Override
    public ObservableValue<Boolean> isLinked() {
        return isLinked;
    }

    @Override
    public boolean isOffered() {
        return master.takesFiles();
    }

    @Override
    public boolean mayWrite() {
        return master.seat().mayWrite();
    }

    @Override
    public boolean keepsHistory() {
        return master.keepsHistory();
    }

    @Override
    public Optional<RecordId> open() {
        return entry.record().get();
    }

    @Override
    public boolean isOnMaster() {
        return entry.isOnMaster();
    }

    @Override
    public void save() {
        entry.save();
    }
}
