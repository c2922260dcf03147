package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** The pane of one record. */
public final class EntryView extends VBox {

    private final TextArea text = new TextArea();

    public EntryView(EntryViewModel model, Texts texts) {
        setId("entry");
        getStyleClass().add("entry");
        ObservableValue<Boolean> isOpen = model.record().map(record -> record.isPresent());
        Label hint = new Label();
        hint.setId("entry-hint");
        hint.textProperty().bind(texts.of("entry.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().add(Styles.TEXT_MUTED);
        text.setId("entry-text");
        text.accessibleTextProperty().bind(texts.of("entry.text"));
        text.textProperty().bindBidirectional(model.text());
        VBox.setVgrow(text, Priority.ALWAYS);
        Label failure = new Label();
        failure.setId("entry-failure");
        failure.textProperty().bind(texts.of(model.failure()));
        failure.setWrapText(true);
        failure.getStyleClass().add(Styles.DANGER);
        Button save = button("entry-save", texts.of("entry.save"), model::save);
        save.getStyleClass().add(Styles.ACCENT);
        save.disableProperty().bind(model.isSaving());
        Button close = button("entry-close", texts.of("entry.close"), model::close);
        HBox buttons = new HBox(save, close);
        buttons.getStyleClass().add("buttons");
        VBox form = new VBox(text, failure, buttons);
        form.getStyleClass().add("entry-form");
        form.visibleProperty().bind(isOpen);
        form.managedProperty().bind(isOpen);
        hint.visibleProperty().bind(isOpen.map(open -> !open));
        hint.managedProperty().bind(hint.visibleProperty());
        VBox.setVgrow(form, Priority.ALWAYS);
        getChildren().addAll(hint, form);
    }

    /** Where typing begins. */
    public void focus() {
        text.requestFocus();
    }

    private static Button button(String id, ObservableValue<String> name, Runnable action) {
        Button button = new Button();
        button.setId(id);
        button.textProperty().bind(name);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(pressed -> action.run());
        return button;
    }
}
