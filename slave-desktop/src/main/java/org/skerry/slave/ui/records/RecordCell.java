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
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.query.Highlight;
import org.skerry.slave.ui.text.Language;

/** A cell: a field of a record, or where else the record holds what was searched. */
final class RecordCell extends TableCell<Integer, RecordRow> {

    private static final PseudoClass PENDING = PseudoClass.getPseudoClass("pending");

    /** What the theme leaves free at both sides of a cell. */
    private static final double AROUND = 16;

    private static final double WIDEST_WHOLE = 420;

    private final Content content;
    private final ObservableValue<Language> language;
    private @Nullable CutLine hits; // made for the first of them; most cells never have any

    /** What a row shows here. */
    private interface Content {
        List<CellText.Span> of(RecordRow row, Language language);

        /** The same without marks, for who wants to read all of it. */
        String whole(RecordRow row, Language language);
    }

    private record Value(String field, boolean isAmount) implements Content {
        @Override
        public List<CellText.Span> of(RecordRow row, Language language) {
            return written(new CellText(language)).spans(row.field(field), row.hits(field));
        }

        @Override
        public String whole(RecordRow row, Language language) {
            return written(CellText.whole(language)).text(row.field(field));
        }

        private CellText written(CellText text) {
            return isAmount ? text.grouped() : text;
        }
    }

    private record Beside(Supplier<List<String>> shown) implements Content {
        @Override
        public List<CellText.Span> of(RecordRow row, Language language) {
            return beside(row, shown.get());
        }

        @Override
        public String whole(RecordRow row, Language language) {
            return plain(beside(row, shown.get()));
        }
    }

    private RecordCell(Content content, ObservableValue<Language> language) {
        this.content = content;
        this.language = language;
        getStyleClass().add("record-cell");
        setTextOverrun(OverrunStyle.ELLIPSIS);
        setOnMouseEntered(entered -> offerWhole());
    }

    /** For the value of a field. */
    static RecordCell of(String name, Optional<Field> known, ObservableValue<Language> language) {
        boolean isAmount = known.filter(Field::isAmount).isPresent();
        RecordCell cell = new RecordCell(new Value(name, isAmount), language);
        cell.setAlignment(known.filter(Field::isNumber).isPresent() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        return cell;
    }

    /** For hits in fields that are not shown. */
    static RecordCell ofHitsBeside(Supplier<List<String>> shown, ObservableValue<Language> language) {
        return new RecordCell(new Beside(shown), language);
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
        if (spans.stream().noneMatch(CellText.Span::isHit)) {
            show(plain(spans), null);
            return;
        }
        show("", marked(spans));
        setAccessibleText(plain(spans));
    }

    private void show(String text, @Nullable Region graphic) {
        setText(text);
        setGraphic(graphic);
        setAccessibleText(null);
        setContentDisplay(graphic == null ? ContentDisplay.TEXT_ONLY : ContentDisplay.GRAPHIC_ONLY);
    }

    private static String plain(List<CellText.Span> spans) {
        StringBuilder plain = new StringBuilder();
        spans.forEach(span -> plain.append(span.text()));
        return plain.toString();
    }

    private Region marked(List<CellText.Span> spans) {
        if (hits == null) {
            hits = new CutLine();
            hits.maxWidthProperty().bind(widthProperty().subtract(AROUND));
        }
        hits.show(spans.stream().map(RecordCell::part).toList(), getAlignment());
        return hits;
    }

    /** A tooltip with all of it, where the cell has cut it. */
    private void offerWhole() {
        RecordRow row = getItem();
        if (row == null || row.isPending() || !isCut()) {
            setTooltip(null);
            return;
        }
        Tooltip whole = new Tooltip(content.whole(row, language.getValue()));
        whole.setWrapText(true);
        whole.setMaxWidth(WIDEST_WHOLE);
        setTooltip(whole);
    }

    private boolean isCut() {
        if (hits != null && getGraphic() == hits) {
            return hits.isCut();
        }
        return getText() != null
                && (getText().endsWith("…")
                        || lookup(".text") instanceof Text shown
                                && !shown.getText().equals(getText()));
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
