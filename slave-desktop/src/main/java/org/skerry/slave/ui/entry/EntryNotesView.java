package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** What is to be said of records that are not open: unsaved ones, deleted ones, those that cannot be opened. */
public final class EntryNotesView extends VBox {

    public EntryNotesView(EntryViewModel model, Texts texts) {
        setId("entry-notes");
        getStyleClass().add("entry-notes");
        ObservableValue<Boolean> hasFailed = Bindings.createBooleanBinding(
                () -> model.record().get().isEmpty()
                        && !model.notes().failure().get().isEmpty(),
                model.record(),
                model.notes().failure());
        Label failure = Controls.label("open-failure", texts.of(model.notes().failure()), Styles.DANGER);
        Controls.showIf(failure, hasFailed);
        NoteView departure = NoteView.wide("entry-depart", model.notes().departure(), texts);
        model.notes().departure().subscribe(note -> note.ifPresent(shown -> Platform.runLater(departure::focus)));
        getChildren()
                .addAll(
                        departure,
                        NoteView.wide("entry-found", model.notes().found(), texts),
                        failure,
                        NoteView.wide("entry-deleted", model.removal().offer(), texts),
                        NoteView.wide("entry-restored", model.restored().offer(), texts));
        Controls.showIf(
                this,
                Bindings.createBooleanBinding(
                        () -> hasFailed.getValue()
                                || isThere(model.notes().departure())
                                || isThere(model.notes().found())
                                || isThere(model.removal().offer())
                                || isThere(model.restored().offer()),
                        hasFailed,
                        model.notes().departure(),
                        model.notes().found(),
                        model.removal().offer(),
                        model.restored().offer()));
    }

    private static boolean isThere(ObservableValue<Optional<Note>> note) {
        return note.getValue().isPresent();
    }
}
