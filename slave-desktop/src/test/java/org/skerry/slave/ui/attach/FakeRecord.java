package org.skerry.slave.ui.attach;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.skerry.jio.RecordId;

/** What is around the files, as the test says. */
final class FakeRecord implements AroundFiles {

    final ObjectProperty<Boolean> linked = new SimpleObjectProperty<>(true);
    Optional<RecordId> open = Optional.empty();
    boolean isOnMaster = true;
    boolean isOffered = true;
    boolean mayWrite = true;
    boolean keepsHistory;
    Runnable saving = () -> {};

    @Override
    public ObservableValue<Boolean> isLinked() {
        return linked;
    }

    @Override
    public boolean isOffered() {
        return isOffered;
    }

    @Override
    public boolean mayWrite() {
        return mayWrite;
    }

    @Override
    public boolean keepsHistory() {
        return keepsHistory;
    }

    @Override
    public Optional<RecordId> open() {
        return open;
    }

    @Override
    public boolean isOnMaster() {
        return isOnMaster;
    }

    @Override
    public void save() {
        saving.run();
    }
}
