package org.skerry.slave.ui.records;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** The fields with few values: what one can choose from. */
final class FacetsView extends VBox {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final FacetsViewModel model;
    private final Texts texts;

    FacetsView(FacetsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("facets");
        getStyleClass().add("facets");
        model.groups().subscribe(this::show);
    }

    private void show(List<FacetGroup> groups) {
        String focused = getScene() == null || getScene().getFocusOwner() == null
                ? null
                : getScene().getFocusOwner().getId();
        getChildren().setAll(groups.stream().map(this::group).toList());
        if (focused != null && focused.startsWith("facet-")) {
            lookupAll(".facet-value").stream()
                    .filter(node -> focused.equals(node.getId()))
                    .findFirst()
                    .ifPresent(Node::requestFocus);
        }
    }

    private Node group(FacetGroup group) {
        Label title = new Label(group.field());
        title.getStyleClass().addAll("facet-title", "data");
        title.setMinWidth(0);
        VBox box = new VBox(title);
        box.getStyleClass().add("facet");
        group.values().forEach(value -> box.getChildren().add(value(value)));
        if (group.more() > 0) {
            Label more = new Label();
            more.textProperty().bind(texts.of("records.facet.more", group.more()));
            more.setWrapText(true);
            more.setMinHeight(Region.USE_PREF_SIZE);
            more.getStyleClass().addAll("facet-more", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
            box.getChildren().add(more);
        }
        return box;
    }

    private Node value(FacetGroup.Value value) {
        FacetFilter filter = value.filter();
        Label name = new Label();
        name.textProperty()
                .bind(
                        filter.value().isBlank()
                                ? texts.of("records.facet.blank")
                                : Bindings.createStringBinding(filter::value));
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
}
