package org.skerry.slave.ui.records;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.report.DetailsLink;
import org.skerry.slave.ui.text.Texts;

/** Two panes: what kinds of records there are and what one can choose from, and the records as a table. */
public final class RecordsView {

    /** Names of types and their counts need no more. */
    private static final double WIDEST_SIDE = 340;

    private static final double NARROWEST_SIDE = 190;

    private final RecordsViewModel model;
    private final Texts texts;
    private final SearchView search;
    private final RowsView rows;
    private final SortView sort;
    private final Node types;
    private final Node table;

    /**
     * @param create begins a new record
     * @param show opens the selected record, unless it is open
     * @param edit goes to the form of the selected record
     */
    public RecordsView(RecordsViewModel model, Texts texts, Runnable create, Runnable show, Runnable edit) {
        this.model = model;
        this.texts = texts;
        rows = new RowsView(model, texts, show, edit);
        sort = new SortView(model, texts);
        search = new SearchView(model.search(), texts, rows::requestFocus, newButton(create));
        types = types();
        table = table();
    }

    /** What kinds of records there are. */
    public Node typesPane() {
        return types;
    }

    /** The records. */
    public Node tablePane() {
        return table;
    }

    /** Goes to the search line. */
    public void focusSearch() {
        search.focus();
    }

    /** Offers by what to sort. */
    public void chooseOrder() {
        sort.show();
    }

    /** Goes to the table. */
    public void focusTable() {
        rows.requestFocus();
    }

    private Node types() {
        VBox column = new VBox(new TypesView(model.types(), texts), new FacetsView(model.facets(), texts));
        column.getStyleClass().add("records-side-column");
        ScrollPane scrolled = new ScrollPane(column);
        scrolled.setId("records-side");
        scrolled.setFitToWidth(true);
        scrolled.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scrolled.getStyleClass().add("records-side");
        scrolled.setMinWidth(NARROWEST_SIDE);
        scrolled.setMaxWidth(WIDEST_SIDE);
        SplitPane.setResizableWithParent(scrolled, false); // a larger window is for the table
        return scrolled;
    }

    private Node table() {
        VBox.setVgrow(rows, Priority.ALWAYS);
        VBox pane = new VBox(search, new FiltersView(model.facets(), texts), notice(), summary(), rows);
        pane.setId("records");
        pane.setMinWidth(0); // the user decides how much room it gets
        pane.getStyleClass().add("records");
        return pane;
    }

    private Node newButton(Runnable create) {
        Button add = new Button("", new FontIcon(Feather.PLUS));
        add.setId("new-record");
        add.textProperty().bind(texts.of("records.new"));
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.getStyleClass().add(Styles.ACCENT);
        add.setOnAction(pressed -> create.run());
        return add;
    }

    private Node summary() {
        Label summary = label("records-summary", texts.of(model.summary()));
        summary.getStyleClass().add(Styles.TEXT_MUTED);
        summary.setWrapText(true);
        summary.setMinHeight(Region.USE_PREF_SIZE);
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(summary, Priority.ALWAYS);
        IconButton columns = new IconButton("columns-button", Feather.COLUMNS, texts.of("records.columns"), () -> {});
        columns.setOnAction(pressed -> showColumns(columns));
        model.columns()
                .sample()
                .subscribe(
                        sample -> { // before there is a record, there is nothing to arrange
                            sort.setVisible(!sample.fields().isEmpty());
                            columns.setVisible(!sample.fields().isEmpty());
                        });
        HBox line = new HBox(summary, sort, columns);
        line.getStyleClass().add("records-summary");
        return line;
    }

    private Node notice() {
        Label notice = label("records-notice", texts.of(model.notice()));
        FontIcon icon = new FontIcon();
        model.isStale().subscribe(isAway -> icon.setIconCode(isAway ? Feather.CLOUD_OFF : Feather.ALERT_TRIANGLE));
        notice.setGraphic(icon);
        notice.setMaxWidth(Double.MAX_VALUE);
        notice.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(notice, Priority.ALWAYS);
        HBox line = new HBox(notice, new DetailsLink("records-details", model.cause(), texts));
        line.getStyleClass().add("records-notice");
        line.managedProperty().bind(notice.textProperty().isNotEmpty());
        line.visibleProperty().bind(line.managedProperty());
        return line;
    }

    private static Label label(String id, ObservableValue<String> text) {
        Label label = new Label();
        label.setId(id);
        label.textProperty().bind(text);
        label.setWrapText(true);
        return label;
    }

    private void showColumns(Node anchor) {
        ColumnsView content = new ColumnsView(model.columns(), texts);
        Popover popover = new Popover(content);
        popover.setArrowLocation(Popover.ArrowLocation.TOP_RIGHT);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        popover.setAnimated(false);
        popover.show(anchor);
        content.focus();
    }
}
