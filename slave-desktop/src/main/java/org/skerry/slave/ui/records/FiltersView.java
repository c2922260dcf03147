package org.skerry.slave.ui.records;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.FlowPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Texts;

/** What was chosen beside the table: a press takes it back. */
final class FiltersView extends FlowPane {

    private static final double WIDEST = 320;

    private final FacetsViewModel model;
    private final Texts texts;

    FiltersView(FacetsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("filters");
        getStyleClass().add("filters");
        managedProperty().bind(model.chosen().map(chosen -> !chosen.isEmpty()));
        visibleProperty().bind(managedProperty());
        model.chosen().subscribe(this::show);
    }

    private void show(List<FacetFilter> chosen) {
        getChildren().setAll(chosen.stream().map(this::chip).toList());
    }

    private Node chip(FacetFilter filter) {
        Button chip = new Button("", new FontIcon(Feather.X));
        chip.setId("filter-" + filter.field() + "-" + filter.value());
        chip.textProperty().bind(texts.of("records.filter", filter.field(), filter.value()));
        chip.accessibleTextProperty().bind(texts.of("records.filter.remove", filter.field(), filter.value()));
        chip.setMnemonicParsing(false); // an underscore is one
        chip.setContentDisplay(ContentDisplay.RIGHT);
        chip.getStyleClass().addAll("chip", Styles.SMALL);
        chip.setMaxWidth(WIDEST);
        chip.setOnAction(pressed -> model.toggle(filter));
        return chip;
    }
}
