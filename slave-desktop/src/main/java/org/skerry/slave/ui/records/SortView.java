package org.skerry.slave.ui.records;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.jio.query.SortKey;
import org.skerry.jio.query.SortKey.Direction;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** Sorts the table by the keyboard, as a click on a header does by the mouse; says how it is sorted. */
final class SortView extends MenuButton {

    private final RecordsViewModel model;
    private final Texts texts;

    SortView(RecordsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("sort");
        getStyleClass().addAll(Styles.FLAT, Tweaks.NO_ARROW);
        textProperty().bind(texts.of("records.sort"));
        setMinWidth(USE_PREF_SIZE);
        accessibleTextProperty().bind(texts.of(model.sortOn().map(SortView::button)));
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(texts.of(model.sortOn().map(SortView::button)));
        setTooltip(tooltip);
        FontIcon icon = new FontIcon();
        setGraphic(icon);
        model.sortOn().subscribe(keys -> {
            icon.setIconCode(isDescending(keys) ? Feather.ARROW_DOWN : Feather.ARROW_UP);
            icon.setVisible(!keys.isEmpty());
            icon.setManaged(!keys.isEmpty());
            fill();
        });
        model.columns().shown().subscribe(shown -> fill());
        texts.language().subscribe(language -> fill());
    }

    /** What the table is called: with how it is sorted, as its headers say that by an arrow only. */
    static Sentence table(List<SortKey> keys) {
        return first(keys).map(key -> sentence("records.table.sorted", key)).orElse(Sentence.of("records.table"));
    }

    private static Sentence button(List<SortKey> keys) {
        return first(keys).map(key -> sentence("records.sort.by", key)).orElse(Sentence.of("records.sort.not"));
    }

    private static Sentence sentence(String text, SortKey key) {
        return Sentence.of(text, key.field(), direction(key.direction()));
    }

    private static Sentence direction(Direction direction) {
        return Sentence.of(direction == Direction.ASCENDING ? "records.sort.ascending" : "records.sort.descending");
    }

    private static Optional<SortKey> first(List<SortKey> keys) {
        return keys.stream().findFirst();
    }

    private static boolean isDescending(List<SortKey> keys) {
        return first(keys)
                .filter(key -> key.direction() == Direction.DESCENDING)
                .isPresent();
    }

    private void fill() {
        Optional<SortKey> now = first(model.sortOn().get());
        getItems().setAll(item("sort-not", texts.now(Sentence.of("records.sort.usual")), now.isEmpty(), List.of()));
        Direction direction = now.map(SortKey::direction).orElse(Direction.ASCENDING);
        for (String field : model.columns().fields()) {
            boolean isSorted = now.filter(key -> key.field().equals(field)).isPresent();
            getItems().add(item("sort-" + field, field, isSorted, List.of(new SortKey(field, direction))));
        }
        now.ifPresent(key -> {
            getItems().add(new SeparatorMenuItem());
            for (Direction each : Direction.values()) {
                String name = texts.now(direction(each));
                String id = "sort-" + each.name().toLowerCase(Locale.ROOT) + "-direction";
                List<SortKey> sorted = List.of(new SortKey(key.field(), each));
                getItems().add(item(id, name, key.direction() == each, sorted));
            }
        });
    }

    private MenuItem item(String id, String name, boolean isChosen, List<SortKey> keys) {
        RadioMenuItem item = new RadioMenuItem(name);
        item.setId(id);
        item.setMnemonicParsing(false); // an underscore is one
        item.setSelected(isChosen);
        item.setOnAction(chosen -> model.sort(keys));
        return item;
    }
}
