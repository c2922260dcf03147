package org.skerry.slave.ui.admin;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** PCs or people, each with its name, what it may do, and how it is. */
final class KnownList<T> extends ListView<T> {

    private static final double ROW_HEIGHT = 68;
    private static final PseudoClass OUT = PseudoClass.getPseudoClass("out");

    private final ObservableList<T> all;
    private final ObjectProperty<Optional<T>> selected;
    private final Function<T, Row> row;
    private final Texts texts;
    private boolean isFollowing; // the list is made to show what the model says

    /**
     * One line of the list.
     *
     * @param key what stays when everything else changes
     * @param isOut whether it may not come in
     */
    record Row(String key, Ikon icon, String name, Sentence may, Sentence state, boolean isOut) {}

    KnownList(ObservableList<T> all, ObjectProperty<Optional<T>> selected, Function<T, Row> row, Texts texts) {
        this.all = all;
        this.selected = selected;
        this.row = row;
        this.texts = texts;
        getStyleClass().add("known");
        setFixedCellSize(ROW_HEIGHT);
        setCellFactory(list -> new Cell());
        all.addListener((ListChangeListener<T>) change -> show());
        selected.subscribe(chosen -> show());
        getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (!isFollowing && chosen != null) {
                selected.set(Optional.of(chosen));
            }
        });
    }

    private void show() {
        isFollowing = true;
        try {
            if (!getItems().equals(all)) {
                getItems().setAll(all);
            }
            Optional<String> key = selected.get().map(row).map(Row::key);
            int place = -1;
            for (int i = 0; i < all.size(); i++) {
                if (key.equals(Optional.of(row.apply(all.get(i)).key()))) {
                    place = i;
                }
            }
            if (place < 0) {
                getSelectionModel().clearSelection();
            } else if (getSelectionModel().getSelectedIndex() != place) {
                getSelectionModel().clearAndSelect(place);
                getFocusModel().focus(place);
                scrollTo(place);
            }
        } finally {
            isFollowing = false;
        }
    }

    private final class Cell extends ListCell<T> {

        private final FontIcon icon = new FontIcon();
        private final HBox line;

        Cell() {
            Label name = label("known-name", itemProperty().map(row).map(Row::name));
            Label may = label("known-may", sentence(Row::may));
            Label state = label("known-state", sentence(Row::state));
            VBox column = new VBox(name, may, state);
            column.setMinWidth(0);
            column.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(column, Priority.ALWAYS);
            line = new HBox(icon, column);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("known-line");
            setPrefWidth(0); // as wide as the list, never wider
        }

        private ObservableValue<String> sentence(Function<Row, Sentence> what) {
            return Bindings.createStringBinding(
                    () -> getItem() == null ? "" : texts.now(what.apply(row.apply(getItem()))),
                    texts.language(),
                    itemProperty());
        }

        private static Label label(String style, ObservableValue<String> text) {
            Label label = new Label();
            label.setMinWidth(0);
            label.textProperty().bind(text);
            label.getStyleClass().add(style);
            return label;
        }

        @Override
        protected void updateItem(@Nullable T item, boolean isEmpty) {
            super.updateItem(item, isEmpty);
            setText(null);
            boolean isThere = item != null && !isEmpty;
            setGraphic(isThere ? line : null);
            if (isThere) {
                Row now = row.apply(item);
                icon.setIconCode(now.icon());
                pseudoClassStateChanged(OUT, now.isOut());
                setAccessibleText("%s, %s, %s".formatted(now.name(), texts.now(now.may()), texts.now(now.state())));
            }
        }
    }
}
