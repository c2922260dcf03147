package org.skerry.slave.ui.records;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Texts;

/** Chooses which fields are columns. */
public final class ColumnsView extends VBox {

    private final ColumnsViewModel model;
    private final Texts texts;
    private final CustomTextField search = new CustomTextField();
    private final VBox fields = new VBox();

    public ColumnsView(ColumnsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("columns");
        getStyleClass().add("columns");
        Label title = new Label();
        title.setId("columns-title");
        title.textProperty().bind(texts.of("records.columns"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        search.setId("columns-search");
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.promptTextProperty().bind(texts.of("records.columns.search"));
        search.accessibleTextProperty().bind(texts.of("records.columns.search"));
        search.textProperty().subscribe(typed -> show());
        fields.getStyleClass().add("columns-fields");
        ScrollPane scrolled = new ScrollPane(fields);
        scrolled.setFitToWidth(true);
        scrolled.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scrolled.getStyleClass().add("columns-scroll");
        Button reset = new Button();
        reset.setId("columns-reset");
        reset.textProperty().bind(texts.of("records.columns.reset"));
        reset.setMinWidth(USE_PREF_SIZE);
        reset.getStyleClass().add(Styles.FLAT);
        reset.setOnAction(pressed -> {
            model.reset();
            show();
        });
        getChildren().addAll(title, search, scrolled, reset);
    }

    /** Where typing begins. */
    void focus() {
        search.requestFocus();
    }

    private void show() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        fields.getChildren()
                .setAll(model.sample().get().fields().stream()
                        .filter(field -> field.name().toLowerCase(Locale.ROOT).contains(wanted))
                        .map(this::box)
                        .toList());
        if (fields.getChildren().isEmpty()) {
            Label nothing = new Label();
            nothing.textProperty().bind(texts.of("records.columns.nothing"));
            nothing.getStyleClass().add(Styles.TEXT_MUTED);
            fields.getChildren().add(nothing);
        }
    }

    private Node box(Field field) {
        CheckBox box = new CheckBox(field.name());
        box.setId("choose-" + field.name());
        box.setMnemonicParsing(false);
        box.setSelected(model.isShown(field.name()));
        box.setOnAction(pressed -> model.toggle(field));
        return box;
    }
}
