package org.skerry.slave.ui.records;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** A field with its values to choose from: the most frequent, or more of them with a line to find one. */
final class FacetView extends VBox {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final String field;
    private final FacetsViewModel model;
    private final Texts texts;
    private final CustomTextField narrow = new CustomTextField();
    private final VBox values = new VBox();
    private final Hyperlink more = new Hyperlink();
    private final Label besides = new Label();
    private boolean isOpen;

    FacetView(String field, FacetsViewModel model, Texts texts) {
        this.field = field;
        this.model = model;
        this.texts = texts;
        getStyleClass().add("facet");
        Label title = new Label(field);
        title.getStyleClass().addAll("facet-title", "data");
        title.setMinWidth(0);
        narrow.setId("facet-narrow-" + field);
        narrow.setLeft(new FontIcon(Feather.SEARCH));
        narrow.promptTextProperty().bind(texts.of("records.facet.narrow"));
        narrow.accessibleTextProperty().bind(texts.of("records.facet.narrow.name", field));
        narrow.getStyleClass().addAll(Styles.SMALL, "facet-narrow");
        narrow.setMinWidth(0);
        narrow.textProperty().subscribe((before, typed) -> model.narrow(field, typed.strip()));
        narrow.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        more.setId("facet-more-" + field);
        more.getStyleClass().addAll("facet-more", Styles.TEXT_SMALL);
        more.setOnAction(pressed -> turn());
        besides.setWrapText(true);
        besides.setMinHeight(USE_PREF_SIZE);
        besides.getStyleClass().addAll("facet-more", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        getChildren().addAll(title, narrow, values, besides, more);
    }

    void show(FacetGroup group) {
        boolean isOpened = !isOpen && group.isOpen();
        isOpen = group.isOpen();
        showIf(
                narrow,
                isOpen && (group.values().isEmpty() || group.values().stream().anyMatch(this::isTypedAsShown)));
        if (isOpened && more.isFocused()) {
            narrow.requestFocus(); // whoever asks for more looks for something
        }
        String focused = values.isFocusWithin() ? getScene().getFocusOwner().getId() : "";
        values.getChildren().setAll(group.values().stream().map(this::value).toList());
        values.getChildren().stream()
                .filter(value -> focused.equals(value.getId()))
                .findFirst()
                .ifPresent(Node::requestFocus);
        more.textProperty()
                .bind(isOpen ? texts.of("records.facet.less") : texts.of("records.facet.more", group.more()));
        more.setVisited(false);
        showIf(more, isOpen || group.more() > 0);
        besides.textProperty()
                .bind(
                        group.values().isEmpty()
                                ? texts.of("records.facet.nothing")
                                : texts.of("records.facet.besides", group.more()));
        showIf(besides, isOpen && (group.more() > 0 || group.values().isEmpty()));
    }

    /** A day is written otherwise here than in the record, so that its beginning cannot be typed. */
    private boolean isTypedAsShown(FacetGroup.Value value) {
        return shown(value.filter()).equals(value.filter().value());
    }

    private void turn() {
        if (isOpen) {
            model.close(field);
            more.requestFocus();
        } else {
            narrow.clear();
            model.open(field);
        }
    }

    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE) {
            turn();
            key.consume(); // else it would close the record
        }
    }

    private static void showIf(Node node, boolean isShown) {
        node.setVisible(isShown);
        node.setManaged(isShown);
    }

    private Node value(FacetGroup.Value value) {
        FacetFilter filter = value.filter();
        Label name = new Label();
        name.textProperty().bind(name(filter));
        name.getStyleClass().add("data");
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label count = new Label();
        count.textProperty().bind(texts.of("records.count", value.count()));
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.getStyleClass().add("count");
        HBox line = new HBox(name, count);
        line.getStyleClass().add("type-line");
        line.setAlignment(Pos.CENTER_LEFT);
        ToggleButton button = new ToggleButton("", line);
        button.setId("facet-" + filter.field() + "-" + filter.value());
        button.getStyleClass().add("facet-value");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        button.setSelected(value.isChosen());
        button.pseudoClassStateChanged(CHOSEN, value.isChosen());
        line.prefWidthProperty().bind(button.widthProperty().subtract(16));
        line.setMinWidth(0);
        button.accessibleTextProperty()
                .bind(texts.of("records.facet.value", filter.field(), filter.value(), value.count()));
        button.setOnAction(pressed -> model.toggle(filter));
        return button;
    }

    /** As the table writes it. */
    private ObservableValue<String> name(FacetFilter filter) {
        return Bindings.createStringBinding(
                () -> filter.value().isBlank() ? texts.now(Sentence.of("records.facet.blank")) : shown(filter),
                texts.language());
    }

    private String shown(FacetFilter filter) {
        return new CellText(texts.language().getValue()).text(JsonText.nodes().stringNode(filter.value()));
    }
}
