package org.skerry.slave.ui.records;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** The types with how many records each has. */
final class TypesView extends ListView<TypeCount> {

    private static final double ROW_HEIGHT = 34;

    /** More are scrolled, so that the facets below keep their place. */
    private static final int MAX_ROWS = 10;

    private final TypesViewModel model;
    private final Texts texts;
    private boolean isFollowing; // the list is made to show what the model says

    TypesView(TypesViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("types");
        getStyleClass().add("types");
        setFixedCellSize(ROW_HEIGHT);
        accessibleTextProperty().bind(texts.of("records.types"));
        setCellFactory(list -> new Cell());
        model.counts().subscribe(this::show);
        model.selected().subscribe(type -> show(model.counts().get()));
        getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (!isFollowing && chosen != null) {
                model.selected().set(chosen.type());
            }
        });
    }

    private void show(List<TypeCount> counts) {
        isFollowing = true;
        try {
            if (!getItems().equals(counts)) {
                getItems().setAll(counts);
            }
            double rows = Math.clamp(counts.size(), 1, MAX_ROWS);
            setPrefHeight(rows * ROW_HEIGHT + 2);
            setMinHeight(USE_PREF_SIZE);
            for (int i = 0; i < counts.size(); i++) {
                if (counts.get(i).type().equals(model.selected().get())) {
                    getSelectionModel().clearAndSelect(i);
                }
            }
        } finally {
            isFollowing = false;
        }
    }

    private static Sentence name(TypeChoice type) {
        return switch (type) {
            case TypeChoice.All() -> Sentence.of("records.types.all");
            case TypeChoice.Without() -> Sentence.of("records.types.without");
            case TypeChoice.Named(String name) -> Sentence.of("records.types.named", name);
        };
    }

    private final class Cell extends ListCell<TypeCount> {

        private static final PseudoClass OTHER = PseudoClass.getPseudoClass("other");

        private final Label name = new Label();
        private final Label count = new Label();
        private final HBox line;

        Cell() {
            name.setMinWidth(0);
            name.getStyleClass().add("type-name");
            count.setMinWidth(Region.USE_PREF_SIZE);
            count.getStyleClass().add("count");
            HBox.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
            line = new HBox(name, count);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("type-line");
            setPrefWidth(0); // as wide as the list, never wider
            name.textProperty().bind(Bindings.createStringBinding(this::nameText, texts.language(), itemProperty()));
            count.textProperty().bind(Bindings.createStringBinding(this::countText, texts.language(), itemProperty()));
        }

        @Override
        protected void updateItem(TypeCount item, boolean empty) {
            super.updateItem(item, empty);
            setText(null);
            setGraphic(empty ? null : line);
            pseudoClassStateChanged(OTHER, item != null && item.type().ofNew().isEmpty());
        }

        private String nameText() {
            return getItem() == null ? "" : texts.now(name(getItem().type()));
        }

        private String countText() {
            return getItem() == null
                    ? ""
                    : texts.now(Sentence.of("records.count", getItem().count()));
        }
    }
}
