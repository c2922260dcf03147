package org.skerry.slave.ui.attach;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.entry.NoteView;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** What is on its way, and what is to be asked and said about files: at the bottom, whatever is shown above. */
public final class CourierView extends VBox {

    /** Of the window: what is above is worked with meanwhile. */
    private static final double PART = 0.16;

    /** Two of them, and a bit of the next one. */
    private static final double MIN_HEIGHT = 80;

    private static final int MANY = 5;

    private final Texts texts;
    private final Courier courier;
    private final VBox rows = new VBox();
    private int made;

    public CourierView(AttachmentsViewModel model, Texts texts) {
        this.texts = texts;
        courier = model.courier();
        setId("files-way");
        getStyleClass().add("entry-notes");
        FileNotes notes = model.notes();
        NoteView question = NoteView.wide("files-question", notes.question(), texts);
        notes.question().subscribe(asked -> asked.ifPresent(shown -> Platform.runLater(question::focus)));
        rows.setId("parcels");
        rows.getStyleClass().add("parcels");
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setId("parcels-scroll");
        scroll.getStyleClass().add("entry-scroll");
        scroll.maxHeightProperty()
                .bind(sceneProperty()
                        .flatMap(Scene::heightProperty)
                        .map(height -> Math.max(MIN_HEIGHT, height.doubleValue() * PART)));
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        Controls.showIf(scroll, Bindings.isNotEmpty(courier.parcels()));
        getChildren().addAll(question, NoteView.wide("files-news", notes.news(), texts), all(), scroll);
        courier.parcels().forEach(this::add);
        courier.parcels().addListener((ListChangeListener<Parcel>) this::change);
        Controls.showIf(
                this,
                Bindings.createBooleanBinding(
                        () -> isThere(notes.question().get())
                                || isThere(notes.news().get())
                                || !courier.parcels().isEmpty(),
                        notes.question(),
                        notes.news(),
                        courier.parcels()));
    }

    /** Whoever has dropped a hundred files by mistake does not stop each of them. */
    private Node all() {
        IntegerBinding count = Bindings.size(courier.parcels());
        Label text = Controls.label(
                "parcels-count",
                texts.of(Bindings.createObjectBinding(() -> Sentence.of("attach.count", count.get()), count)),
                Styles.TEXT_BOLD);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button stop = Controls.button("parcels-stop", texts.of("attach.stopAll"), courier::cancelAll);
        stop.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        HBox line = new HBox(text, stop);
        line.getStyleClass().add("parcel");
        Controls.showIf(line, count.greaterThan(MANY));
        return line;
    }

    private static boolean isThere(Optional<Note> note) {
        return note.isPresent();
    }

    /** Those that stay keep their place, and the focus. */
    private void change(ListChangeListener.Change<? extends Parcel> change) {
        while (change.next()) {
            change.getRemoved()
                    .forEach(gone ->
                            rows.getChildren().removeIf(row -> row instanceof ParcelRow each && each.parcel() == gone));
            change.getAddedSubList().forEach(this::add);
        }
    }

    private void add(Parcel parcel) {
        rows.getChildren().add(new ParcelRow("parcel-" + made++, parcel, courier, texts));
    }
}
