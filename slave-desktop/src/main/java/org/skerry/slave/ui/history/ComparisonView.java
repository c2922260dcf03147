package org.skerry.slave.ui.history;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.skerry.jio.FormId;
import org.skerry.jio.PastRecord.PastAttachment;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.ValueText;
import org.skerry.slave.ui.history.Comparison.File;
import org.skerry.slave.ui.history.Comparison.Row;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.JsonNode;

/** A version, field by field: what is another one now comes first, with both values; then what is the same. */
final class ComparisonView extends ScrollPane {

    /** Around the fields, as the style sheet says. */
    private static final double MARGIN = 14;

    /** Between the sides, as the style sheet says. */
    private static final double GAP = 8;

    private static final double MIN_ROOM = 320;

    private final Texts texts;

    ComparisonView(Comparison comparison, Texts texts) {
        this.texts = texts;
        setId("history-fields");
        getStyleClass().add("entry-scroll");
        setFitToWidth(true);
        setMinWidth(0);
        VBox fields = new VBox();
        fields.getStyleClass().add("fields");
        setContent(fields);
        List<Row> changed = comparison.fields().stream().filter(Row::isChanged).toList();
        changed.forEach(row -> fields.getChildren().add(both(row)));
        comparison.files().stream()
                .filter(File::isChanged)
                .forEach(file -> fields.getChildren().add(both(file)));
        if (!comparison.isSame()) {
            Label rest = Controls.label("history-same", texts.of("history.same"), Styles.TEXT_BOLD);
            boolean isAnythingSame = comparison.fields().size() > changed.size()
                    || comparison.files().stream().anyMatch(file -> !file.isChanged());
            if (isAnythingSame) {
                fields.getChildren().add(rest);
            }
        }
        comparison.fields().stream()
                .filter(row -> !row.isChanged())
                .forEach(row -> fields.getChildren().add(one(row)));
        comparison.files().stream()
                .filter(file -> !file.isChanged())
                .forEach(file -> fields.getChildren().add(one(file)));
    }

    private Node both(Row row) {
        Label then = value("history-then-" + row.name(), row.then().isPresent(), () -> text(row.then()));
        Label now = value("history-now-" + row.name(), row.now().isPresent(), () -> text(row.now()));
        return both(name(row.name()), then, now);
    }

    private Node both(File file) {
        Label then = value("history-then-file-" + file.name(), file.then().isPresent(), () -> text(file.then(), false));
        Label now = value("history-now-file-" + file.name(), file.now().isPresent(), () -> text(file.now(), false));
        return both(fileName(file), then, now);
    }

    private Node both(Label name, Label then, Label now) {
        FlowPane sides = new FlowPane(side("history.then", then, true), side("history.now", now, false));
        sides.getStyleClass().add("conflict-sides");
        VBox field = new VBox(name, sides);
        field.getStyleClass().add("field");
        return field;
    }

    private VBox side(String title, Label value, boolean isThen) {
        Label heading = Controls.label(value.getId() + "-title", texts.of(title), Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        VBox box = new VBox(heading, value);
        box.getStyleClass().add("conflict-side");
        box.pseudoClassStateChanged(Styles.STATE_ACCENT, isThen);
        box.prefWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> sideWidth(getViewportBounds().getWidth() - MARGIN), viewportBoundsProperty()));
        return box;
    }

    /** Side by side where both have room, else one below the other. */
    private static double sideWidth(double room) {
        return Math.max(0, Math.floor(room < MIN_ROOM ? room : (room - GAP) / 2));
    }

    private Node one(Row row) {
        return one(name(row.name()), value("history-same-" + row.name(), true, () -> text(row.now())));
    }

    private Node one(File file) {
        return one(fileName(file), value("history-same-file-" + file.name(), true, () -> text(file.now(), true)));
    }

    private static Node one(Label name, Label value) {
        VBox field = new VBox(name, value);
        field.getStyleClass().add("field");
        return field;
    }

    private Label name(String name) {
        Label label = new Label(name);
        if (name.equals(FormId.TYPE_FIELD)) { // as above the field in the form
            label.textProperty().bind(texts.of("entry.type"));
        }
        label.getStyleClass().add("field-name");
        label.setWrapText(true);
        return label;
    }

    private Label fileName(File file) {
        Label label = name("");
        label.textProperty().bind(texts.of("history.file", file.name()));
        return label;
    }

    private Label value(String id, boolean isThere, Callable<String> text) {
        return Controls.label(
                id,
                Bindings.createStringBinding(text, texts.language()),
                isThere ? "conflict-value" : Styles.TEXT_MUTED);
    }

    private String text(Optional<JsonNode> value) {
        return ValueText.of(value, texts);
    }

    private String text(Optional<PastAttachment> file, boolean isSame) {
        return file.map(there -> texts.now(
                        Sentence.of(isSame ? "history.file.size" : "history.file.there", (there.size() + 1023) / 1024)))
                .orElseGet(() -> texts.now(Sentence.of("history.file.none")));
    }
}
