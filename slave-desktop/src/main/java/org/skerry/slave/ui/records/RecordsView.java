package org.skerry.slave.ui.records;

import atlantafx.base.theme.Styles;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.Row;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.JsonNode;

/** Two panes: what kinds of records there are, and the records as a table. */
public final class RecordsView {

    private static final int FIRST_COLUMNS = 6;
    private static final double ROW_HEIGHT = 36;
    private static final double TYPES_WIDTH = 180;

    private final RecordsViewModel model;
    private final VBox types;
    private final VBox table;

    public RecordsView(RecordsViewModel model, Texts texts) {
        this.model = model;
        Label all = new Label();
        all.setId("types-all");
        all.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> texts.now(Sentence.of("records.all", model.total().get())),
                        texts.language(),
                        model.total()));
        types = new VBox(all);
        types.setId("types");
        types.getStyleClass().add("types");
        types.setMinWidth(TYPES_WIDTH);
        Label failure = new Label();
        failure.setId("records-failure");
        failure.textProperty().bind(texts.of(model.failure()));
        failure.setWrapText(true);
        failure.getStyleClass().add(Styles.DANGER);
        failure.managedProperty().bind(failure.textProperty().isNotEmpty());
        TableView<Row> rows = rows(texts);
        VBox.setVgrow(rows, Priority.ALWAYS);
        table = new VBox(failure, rows);
        table.setId("records");
    }

    /** What kinds of records there are. */
    public Node types() {
        return types;
    }

    /** The records. */
    public Node table() {
        return table;
    }

    private TableView<Row> rows(Texts texts) {
        TableView<Row> rows = new TableView<>(model.rows());
        rows.setId("rows");
        rows.getStyleClass().add(Styles.DENSE);
        rows.setFixedCellSize(ROW_HEIGHT);
        rows.accessibleTextProperty().bind(texts.of("records.table"));
        Label empty = new Label();
        empty.setId("rows-empty");
        empty.textProperty().bind(texts.of("records.empty"));
        rows.setPlaceholder(empty);
        model.rows().subscribe(() -> chooseColumns(rows));
        chooseColumns(rows);
        rows.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) {
                model.selected().set(Optional.of(row.id()));
            }
        });
        return rows;
    }

    private void chooseColumns(TableView<Row> table) {
        Set<String> fields = new LinkedHashSet<>();
        model.rows().stream()
                .limit(FIRST_COLUMNS)
                .forEach(row ->
                        fields.addAll(row.doc() == null ? Set.of() : row.doc().propertyNames()));
        List<String> chosen = fields.stream().limit(FIRST_COLUMNS).toList();
        if (chosen.equals(table.getColumns().stream().map(TableColumn::getText).toList())) {
            return;
        }
        table.getColumns().clear();
        for (String field : chosen) {
            TableColumn<Row, String> column = new TableColumn<>(field);
            column.setId("column-" + field);
            column.setSortable(false); // the default comparator blocks the window for seconds
            column.setPrefWidth(140);
            column.setCellValueFactory(cell -> new SimpleStringProperty(text(cell.getValue(), field)));
            table.getColumns().add(column);
        }
    }

    private static String text(Row row, String field) {
        JsonNode value =
                row.doc() == null ? JsonText.nodes().missingNode() : row.doc().path(field);
        return value.isMissingNode() ? "" : value.isString() ? value.stringValue() : JsonText.write(value);
    }
}
