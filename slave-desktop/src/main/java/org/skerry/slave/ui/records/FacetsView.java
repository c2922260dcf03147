package org.skerry.slave.ui.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** The fields with few values: what one can choose from. */
final class FacetsView extends VBox {

    private final Map<String, FacetView> views = new HashMap<>();
    private final FacetsViewModel model;
    private final Texts texts;

    FacetsView(FacetsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("facets");
        getStyleClass().add("facets");
        model.groups().subscribe(this::show);
    }

    /** Those that stay keep the focus, and what is typed in them. */
    private void show(List<FacetGroup> groups) {
        List<FacetView> next = groups.stream()
                .map(group -> views.computeIfAbsent(group.field(), field -> new FacetView(field, model, texts)))
                .toList();
        views.values().retainAll(next);
        if (!getChildren().equals(next)) {
            getChildren().setAll(next);
        }
        groups.forEach(group -> views.get(group.field()).show(group));
    }
}
