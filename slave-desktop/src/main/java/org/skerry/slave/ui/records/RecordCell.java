package org.skerry.slave.ui.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.query.Highlight;
import org.skerry.slave.ui.text.Language;

/** A cell: a field of a record, or where else the record holds what was searched. */
final class RecordCell extends TableCell<Integer, RecordRow> {

    private static final PseudoClass PENDING = PseudoClass.getPseudoClass("pending");

    /** What the theme leaves free at both sides of a cell. */
    private static final double AROUND = 16;

    private final Content content;
    private final ObservableValue<Language> language;
    private @Nullable HBox hits; // made for the first of them; most cells never have any

    /** What a row shows here. */
    private interface Content {
        List<CellText.Span> of(RecordRow row, Language language);
    }

    private RecordCell(Content content, ObservableValue<Language> language) {
        this.content = content;
        this.language = language;
        getStyleClass().add("record-cell");
    }

    /** For the value of a field. */
    static RecordCell of(String field, boolean isNumber, ObservableValue<Language> language) {
        RecordCell cell =
                new RecordCell((row, in) -> new CellText(in).spans(row.field(field), row.hits(field)), language);
        cell.setAlignment(isNumber ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        return cell;
    }

    /** For hits in fields that are not shown. */
    static RecordCell ofHitsBeside(Supplier<List<String>> shown, ObservableValue<Language> language) {
        return new RecordCell((row, in) -> beside(row, shown.get()), language);
    }

    private static List<CellText.Span> beside(RecordRow row, List<String> shown) {
        Optional<Highlight> hit = row.hitBeside(new HashSet<>(shown));
        List<CellText.Span> spans = new ArrayList<>();
        hit.ifPresent(found -> {
            spans.add(new CellText.Span(found.field() + ": ", false));
            spans.addAll(CellText.spans(found));
        });
        return spans;
    }

    @Override
    protected void updateItem(RecordRow row, boolean empty) {
        super.updateItem(row, empty);
        boolean isPending = !empty && row != null && row.isPending();
        pseudoClassStateChanged(PENDING, isPending);
        if (empty || row == null) {
            show("", null);
        } else if (isPending) {
            show("", skeleton());
        } else {
            show(content.of(row, language.getValue()));
        }
    }

    private void show(List<CellText.Span> spans) {
        StringBuilder plain = new StringBuilder();
        spans.forEach(span -> plain.append(span.text()));
        if (spans.stream().noneMatch(CellText.Span::isHit)) {
            show(plain.toString(), null);
            return;
        }
        show("", marked(spans));
        setAccessibleText(plain.toString());
    }

    private void show(String text, @Nullable Region graphic) {
        setText(text);
        setGraphic(graphic);
        setAccessibleText(null);
        setContentDisplay(graphic == null ? ContentDisplay.TEXT_ONLY : ContentDisplay.GRAPHIC_ONLY);
    }

    private Region marked(List<CellText.Span> spans) {
        if (hits == null) {
            hits = line();
        }
        hits.setAlignment(getAlignment());
        hits.getChildren().setAll(spans.stream().map(RecordCell::part).toList());
        return hits;
    }

    /** Cut at the cell's end, as a text would be. */
    private HBox line() {
        HBox line = new HBox();
        line.setFillHeight(false);
        line.setMinWidth(0);
        line.maxWidthProperty().bind(widthProperty().subtract(AROUND));
        Rectangle visible = new Rectangle();
        visible.widthProperty().bind(line.widthProperty());
        visible.heightProperty().bind(line.heightProperty());
        line.setClip(visible);
        return line;
    }

    private static HBox part(CellText.Span span) {
        Text text = new Text(span.text());
        text.getStyleClass().add("hit-text");
        HBox part = new HBox(text);
        part.getStyleClass().add(span.isHit() ? "hit" : "no-hit");
        part.setMinWidth(USE_PREF_SIZE);
        return part;
    }

    private static Region skeleton() {
        Region bar = new Region();
        bar.getStyleClass().add("skeleton");
        return bar;
    }
}
