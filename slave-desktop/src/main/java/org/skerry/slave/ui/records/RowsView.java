package org.skerry.slave.ui.records;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.skerry.jio.query.SortKey;
import org.skerry.slave.ui.settings.TableColumnSetting;
import org.skerry.slave.ui.text.Texts;

/** The table. Its items are numbers; what they stand for comes from the master as one scrolls. */
final class RowsView extends TableView<Integer> {

    private static final double ROW_HEIGHT = 36;
    private static final double BESIDE_WIDTH = 260;
    private static final double SCROLL_BAR = 20;
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass WITHOUT_COLUMNS = PseudoClass.getPseudoClass("without-columns");
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final RecordsViewModel model;
    private final Texts texts;
    private final TableColumn<Integer, RecordRow> beside;
    private boolean isFollowing; // the table is made to show what the model says, not the other way round

    /**
     * @param show what to do with the selected record on a click
     * @param edit what to do with it on Enter or a double click
     */
    RowsView(RecordsViewModel model, Texts texts, Runnable show, Runnable edit) {
        super(model.rows());
        this.model = model;
        this.texts = texts;
        setId("rows");
        getStyleClass().addAll(Styles.DENSE, "rows");
        setFixedCellSize(ROW_HEIGHT);
        setTableMenuButtonVisible(false);
        accessibleTextProperty().bind(texts.of(model.sortOn().map(SortView::table)));
        setPlaceholder(new EmptyView(model, texts));
        setSortPolicy(table -> letMasterSort());
        beside = beside();
        model.columns().shown().subscribe(shown -> follow(this::showColumns));
        model.columns().sample().subscribe(sample -> {
            pseudoClassStateChanged(WITHOUT_COLUMNS, sample.fields().isEmpty());
            follow(this::alignColumns);
        });
        model.hasHitsBeside().subscribe(has -> follow(this::showColumns));
        model.sortOn().subscribe(keys -> follow(this::showOrder));
        model.questions().subscribe(question -> scrollTo(0));
        model.arrivals()
                .subscribe(arrival -> follow(() -> {
                    keepPlace();
                    showSelection();
                }));
        model.isStale().subscribe(isStale -> pseudoClassStateChanged(STALE, isStale));
        texts.language().subscribe(language -> refresh());
        getColumns().subscribe(this::arrange);
        widthProperty().subscribe(width -> follow(this::fill));
        getSelectionModel().selectedIndexProperty().subscribe(index -> select(index.intValue()));
        openOn(show, edit);
    }

    private void openOn(Runnable show, Runnable edit) {
        addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER) {
                edit.run();
                key.consume();
            }
        });
        setRowFactory(table -> {
            TableRow<Integer> row = new TableRow<>();
            row.itemProperty().subscribe(item -> showChange(row));
            model.changedByOthers().subscribe(changed -> showChange(row));
            row.setOnMouseClicked(click -> {
                if (click.getButton() == MouseButton.PRIMARY && !row.isEmpty()) {
                    (click.getClickCount() == 2 ? edit : show).run(); // a selected row selects nothing by a click
                }
            });
            return row;
        });
    }

    private void showChange(TableRow<Integer> row) {
        Integer number = row.getItem();
        row.pseudoClassStateChanged(CHANGED, number != null && model.isChangedByOthers(number));
    }

    private TableColumn<Integer, RecordRow> beside() {
        TableColumn<Integer, RecordRow> column = new TableColumn<>();
        column.setId("column-beside");
        column.textProperty().bind(texts.of("records.beside"));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(BESIDE_WIDTH);
        column.setCellValueFactory(cell -> model.row(cell.getValue()));
        column.setCellFactory(
                table -> RecordCell.ofHitsBeside(() -> model.columns().fields(), texts.language()));
        return column;
    }

    private void select(int index) {
        if (!isFollowing && index >= 0) {
            model.select(index);
        }
    }

    private boolean letMasterSort() {
        if (!isFollowing) {
            model.sort(getSortOrder().stream().map(RowsView::key).toList());
        }
        return true;
    }

    private static SortKey key(TableColumn<Integer, ?> column) {
        return new SortKey(
                field(column),
                column.getSortType() == TableColumn.SortType.ASCENDING
                        ? SortKey.Direction.ASCENDING
                        : SortKey.Direction.DESCENDING);
    }

    private void showColumns() {
        List<TableColumnSetting> shown = model.columns().shown().get();
        List<TableColumn<Integer, ?>> wanted = Stream.concat(
                        shown.stream().map(this::column),
                        Stream.of(beside).filter(always -> model.hasHitsBeside().get()))
                .toList();
        if (!wanted.equals(getColumns())) {
            getColumns().setAll(wanted);
            showOrder();
        }
        fill();
    }

    /** Gives room that no column needs to those whose texts are cut. */
    private void fill() {
        List<TableColumnSetting> shown = model.columns().shown().get();
        double spare = getWidth()
                - SCROLL_BAR
                - getColumns().stream()
                        .filter(column -> column == beside)
                        .mapToDouble(TableColumn::getWidth)
                        .sum()
                - shown.stream().mapToDouble(TableColumnSetting::width).sum();
        for (TableColumnSetting setting : shown) {
            double more = Math.clamp(spare, 0, model.columns().lack(setting));
            spare -= more;
            ours(setting.field())
                    .filter(column -> more > 0 || model.columns().lack(setting) > 0)
                    .ifPresent(column -> column.setPrefWidth(setting.width() + more));
        }
    }

    private TableColumn<Integer, ?> column(TableColumnSetting setting) {
        return ours(setting.field()).orElseGet(() -> newColumn(setting));
    }

    private Optional<TableColumn<Integer, ?>> ours(String field) {
        return getColumns().stream()
                .filter(column -> column != beside && field(column).equals(field))
                .findFirst();
    }

    private TableColumn<Integer, ?> newColumn(TableColumnSetting setting) {
        TableColumn<Integer, RecordRow> column = new TableColumn<>(setting.field());
        column.setId("column-" + setting.field());
        column.setUserData(setting.field());
        column.setPrefWidth(setting.width());
        column.setCellValueFactory(cell -> model.row(cell.getValue()));
        align(column);
        column.widthProperty().subscribe((before, width) -> arrange());
        return column;
    }

    private void alignColumns() {
        getColumns().stream().filter(column -> column != beside).forEach(column -> align(recordColumn(column)));
    }

    /** All of them were made here. */
    @SuppressWarnings("unchecked")
    private static TableColumn<Integer, RecordRow> recordColumn(TableColumn<Integer, ?> column) {
        return (TableColumn<Integer, RecordRow>) column;
    }

    private void align(TableColumn<Integer, RecordRow> column) {
        String field = field(column);
        Optional<Field> known = model.columns().sample().get().field(field);
        boolean isNumber = known.filter(Field::isNumber).isPresent();
        List<Boolean> look = List.of(isNumber, known.filter(Field::isAmount).isPresent());
        boolean isNew = !look.equals(column.getProperties().put("look", look));
        if (isNew) {
            column.setCellFactory(table -> RecordCell.of(field, known, texts.language()));
            column.getStyleClass().remove("number");
            if (isNumber) {
                column.getStyleClass().add("number");
            }
        }
    }

    private static String field(TableColumn<Integer, ?> column) {
        return String.valueOf(column.getUserData());
    }

    private void showOrder() {
        getColumns().stream()
                .filter(column -> keyOf(column).isEmpty())
                .forEach(column -> getSortOrder().remove(column));
        for (SortKey key : model.sortOn().get()) {
            ours(key.field()).ifPresent(column -> {
                column.setSortType(
                        key.direction() == SortKey.Direction.ASCENDING
                                ? TableColumn.SortType.ASCENDING
                                : TableColumn.SortType.DESCENDING);
                if (!getSortOrder().contains(column)) {
                    getSortOrder().add(column);
                }
            });
        }
    }

    private Optional<SortKey> keyOf(TableColumn<Integer, ?> column) {
        return model.sortOn().get().stream()
                .filter(key -> key.field().equals(field(column)))
                .findFirst();
    }

    /** Whoever has scrolled down goes on to see the same records; at the top one sees what comes in there. */
    private void keepPlace() {
        if (lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                && flow.getFirstVisibleCell() != null
                && flow.getFirstVisibleCell().getIndex() > 0) {
            int moved = model.moved(
                    flow.getFirstVisibleCell().getIndex(),
                    flow.getLastVisibleCell().getIndex());
            if (moved != 0) {
                layout(); // it knows how many rows there are now
                flow.scrollPixels(moved * ROW_HEIGHT);
            }
        }
    }

    private void showSelection() {
        OptionalInt row = model.selectedRow();
        if (row.isEmpty()) {
            getSelectionModel().clearSelection();
        } else if (getSelectionModel().getSelectedIndex() != row.getAsInt()) {
            getSelectionModel().clearAndSelect(row.getAsInt());
            getFocusModel().focus(row.getAsInt());
        }
    }

    private void arrange() {
        if (!isFollowing) {
            model.columns()
                    .arrange(getColumns().stream()
                            .filter(column -> column != beside)
                            .map(column -> new TableColumnSetting(field(column), column.getWidth()))
                            .toList());
        }
    }

    private void follow(Runnable change) {
        boolean before = isFollowing;
        isFollowing = true;
        try {
            change.run();
        } finally {
            isFollowing = before;
        }
    }
}
