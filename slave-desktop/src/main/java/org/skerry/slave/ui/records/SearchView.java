package org.skerry.slave.ui.records;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Texts;

/** The search line, and under it what it is taken for or what is wrong with it. */
final class SearchView extends VBox {

    private static final double POINTER_BELOW = 9;

    private final SearchViewModel model;
    private final CustomTextField line = new CustomTextField();
    private final FontIcon pointer = new FontIcon(Feather.CHEVRON_UP);

    /**
     * @param leave goes to the table
     * @param beside stands at the end of the line
     */
    SearchView(SearchViewModel model, Texts texts, Runnable leave, Node beside) {
        this.model = model;
        setId("search-pane");
        getStyleClass().add("search-pane");
        line.setId("search");
        line.promptTextProperty().bind(texts.of("records.search.prompt"));
        line.accessibleTextProperty().bind(texts.of("records.search.name"));
        line.textProperty().bindBidirectional(model.text());
        line.setLeft(new FontIcon(Feather.SEARCH));
        line.setRight(clear());
        line.setMinWidth(0);
        line.addEventFilter(KeyEvent.KEY_PRESSED, key -> pressed(key, leave));
        line.setOnAction(entered -> model.searchNow());

        pointer.getStyleClass().add("mistake-pointer");
        pointer.setManaged(false);
        Label explanation = new Label();
        explanation.setId("search-explanation");
        explanation.textProperty().bind(texts.of(model.explanation()));
        explanation.setWrapText(true);
        explanation.setMinWidth(0);
        Hyperlink otherwise = new Hyperlink();
        otherwise.setId("search-otherwise");
        otherwise.textProperty().bind(texts.of(model.otherwise()));
        otherwise.setWrapText(true);
        otherwise.setMinWidth(0);
        otherwise.setOnAction(pressed -> model.readOtherwise());
        FlowPane hint = new FlowPane(explanation, otherwise);
        hint.setId("search-hint");
        hint.getStyleClass().add("search-hint");
        explanation.maxWidthProperty().bind(hint.widthProperty());
        otherwise.maxWidthProperty().bind(hint.widthProperty());
        hint.managedProperty().bind(model.reading().map(reading -> reading.kind() != SearchReading.Kind.NOTHING));
        hint.visibleProperty().bind(hint.managedProperty());
        model.reading().subscribe(reading -> {
            line.pseudoClassStateChanged(Styles.STATE_DANGER, !reading.isRight());
            explanation.pseudoClassStateChanged(Styles.STATE_DANGER, !reading.isRight());
            requestLayout();
        });
        HBox.setHgrow(line, Priority.ALWAYS);
        HBox top = new HBox(line, beside);
        top.getStyleClass().add("search-line");
        getChildren().addAll(top, pointer, hint);
    }

    /** Where typing begins. */
    void focus() {
        line.requestFocus();
        line.selectAll();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        point();
    }

    private FontIcon clear() {
        FontIcon icon = new FontIcon(Feather.X);
        icon.setId("search-clear");
        icon.setCursor(Cursor.HAND);
        icon.setOnMouseClicked(clicked -> model.clear()); // Esc does the same
        icon.visibleProperty().bind(line.textProperty().isNotEmpty());
        return icon;
    }

    private void pressed(KeyEvent key, Runnable leave) {
        if (key.getCode() == KeyCode.ESCAPE && !line.getText().isEmpty()) {
            model.clear();
            key.consume();
        } else if (key.getCode() == KeyCode.ESCAPE || key.getCode() == KeyCode.DOWN) {
            leave.run();
            key.consume();
        }
    }

    /** Points from below at the place of a mistake. */
    private void point() {
        Optional<QueryMistake> mistake = model.reading().get().mistake();
        pointer.setVisible(mistake.isPresent() && line.getSkin() != null);
        mistake.ifPresent(wrong -> {
            if (line.getSkin() instanceof TextFieldSkin skin) {
                int last = Math.max(0, line.getText().length() - 1);
                boolean isAtEnd = wrong.column() > line.getText().length();
                Rectangle2D place = skin.getCharacterBounds(Math.min(wrong.column() - 1, last));
                double x = isAtEnd ? place.getMaxX() : place.getMinX() + place.getWidth() / 2;
                pointer.setLayoutX(Math.clamp(x, 0, Math.max(0, line.getWidth()))
                        - pointer.getLayoutBounds().getWidth() / 2);
                pointer.setLayoutY(line.getHeight() + POINTER_BELOW);
            }
        });
    }
}
