package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.ui.entry.References.Found;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

/** The id of another record: whoever types a part of its name chooses among those that there are. */
final class ReferenceField extends VBox {

    private static final double ROW_HEIGHT = 30;
    private static final double MAX_HEIGHT = 6 * ROW_HEIGHT + 2;

    private final TextField text = new TextField();
    private final ListView<Found> list = new ListView<>();
    private final Popup popup = new Popup();
    private final ObjectProperty<Sentence> meaning = new SimpleObjectProperty<>(Sentence.NONE);
    private final FieldViewModel field;
    private final String type;
    private final References references;
    private boolean isChoosing; // the text changes because somebody has chosen

    ReferenceField(String id, FieldViewModel field, References references, Texts texts) {
        this.field = field;
        this.references = references;
        type = field.rule().map(FormField::reference).orElse("");
        getStyleClass().add("field");
        text.setId(id);
        text.promptTextProperty().bind(texts.of("form.reference.prompt", type));
        text.textProperty().bindBidirectional(field.text());
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        text.focusedProperty().addListener((focus, before, isFocused) -> {
            if (!isFocused) {
                popup.hide();
            }
        });
        list.setId(id + "-found");
        list.accessibleTextProperty().bind(texts.of("form.reference.found", type));
        list.setFixedCellSize(ROW_HEIGHT);
        list.setFocusTraversable(false); // the keyboard stays in the text
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(click -> choose());
        HBox frame = new HBox(list);
        frame.getStyleClass().add("date-popup");
        frame.getStylesheets().add(ThemeSwitch.class.getResource("skerry.css").toExternalForm());
        popup.getContent().add(frame);
        popup.setAutoHide(true);
        Label name = Controls.label(id + "-meaning", texts.of(meaning), Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Controls.showIf(name, meaning.map(said -> !said.isEmpty()));
        getChildren().addAll(text, name);
        field.text().subscribe(this::explain);
        field.text().addListener((typed, before, after) -> {
            if (!isChoosing && text.isFocused()) {
                search(after);
            }
        });
    }

    TextField text() {
        return text;
    }

    private void explain(String id) {
        meaning.set(Sentence.NONE);
        if (!id.isBlank()) {
            references.name(id, name -> {
                if (field.text().get().equals(id)) {
                    meaning.set(name.map(known -> Sentence.of("form.reference.is", known))
                            .orElseGet(() -> Sentence.of("form.reference.unknown", type)));
                }
            });
        }
    }

    private void search(String words) {
        references.search(type, words, this::offer);
    }

    private void offer(List<Found> found) {
        list.getItems().setAll(found);
        if (found.isEmpty() || !text.isFocused()) {
            popup.hide();
            return;
        }
        list.getSelectionModel().selectFirst();
        list.setPrefSize(text.getWidth(), Math.min(MAX_HEIGHT, found.size() * ROW_HEIGHT + 2));
        Bounds place = text.localToScreen(text.getBoundsInLocal());
        popup.show(text, place.getMinX(), place.getMaxY());
    }

    private void press(KeyEvent key) {
        switch (key.getCode()) {
            case DOWN -> {
                if (popup.isShowing()) {
                    list.getSelectionModel().selectNext();
                } else {
                    search(""); // all of them, however the text reads now
                }
            }
            case UP -> list.getSelectionModel().selectPrevious();
            case ENTER -> {
                if (popup.isShowing()) {
                    choose();
                } else {
                    text.requestFocusTraversal(TraversalDirection.NEXT);
                }
            }
            case ESCAPE -> {
                if (!popup.isShowing()) {
                    return;
                }
                popup.hide();
            }
            default -> {
                return;
            }
        }
        key.consume();
    }

    private void choose() {
        Found chosen = list.getSelectionModel().getSelectedItem();
        popup.hide();
        if (chosen != null) {
            isChoosing = true;
            field.text().set(chosen.id().text());
            isChoosing = false;
            text.requestFocus();
            text.end();
        }
    }

    private static final class Cell extends ListCell<Found> {
        @Override
        protected void updateItem(@Nullable Found found, boolean isEmpty) {
            super.updateItem(found, isEmpty);
            setText(found == null || isEmpty ? null : found.name());
        }
    }
}
