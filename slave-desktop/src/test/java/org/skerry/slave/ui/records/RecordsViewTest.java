package org.skerry.slave.ui.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.SortKey;
import org.skerry.slave.ui.UiDriver;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.settings.TableColumnSetting;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

@Tag("ui")
@Timeout(120)
class RecordsViewTest {

    private static final int MANY = 120_000;

    private final DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
    private final Storage cities = new MemoryStorage(new LuceneWords());
    private final List<String> done = new ArrayList<>();
    private FakeMaster master;
    private RecordsViewModel model;
    private RecordsView view;
    private UiDriver user;

    @BeforeEach
    void fill() {
        settings.language().set(Language.ENGLISH);
        for (int i = 0; i < 300; i++) {
            cities.put(
                    new RecordId("city" + i),
                    JsonText.object()
                            .put("portal_type", "City")
                            .put("name", "City " + i)
                            .put("country", i % 3 == 0 ? "FR" : "CN")
                            .put("population", 10_000 + i));
        }
        cities.put(
                new RecordId("ana"),
                JsonText.object().put("portal_type", "Person").put("first", "Ana"));
        UiDriver.start();
    }

    @AfterEach
    void close() {
        user.close();
    }

    @Test
    void aTypeIsChosenAndItsRecordsAreShown() {
        open(cities);

        choose(1);

        user.settleUntil("the cities are shown", () -> rows().getItems().size() == 300);
        assertEquals(List.of("name", "country", "population"), columns());
        assertEquals(Map.of(), settings.columns()); // nobody has chosen any
        user.settleUntil("their values are shown", () -> cell(0, "name").equals("City 0"));
        assertEquals("10,000", UiDriver.fx(() -> cell(0, "population")));
    }

    @Test
    void wordsAreSearchedWhileTypingAndMarked() {
        open(cities);

        UiDriver.fx(() -> {
            Shortcut.SEARCH.install(user.stage().getScene(), view::focusSearch);
            rows().requestFocus();
            return null;
        });
        user.press(KeyCode.CONTROL, KeyCode.F);
        assertEquals("search", user.focus());
        user.type("ana");
        user.settleUntil("one is left", () -> rows().getItems().size() == 1);

        assertEquals(
                "Searched as words.",
                user.find("search-explanation", Labeled.class).getText());
        user.settleUntil("the hit is marked", () -> !rows().lookupAll(".hit").isEmpty());
        assertEquals("Ana", UiDriver.fx(() -> ((Text) rows().lookup(".hit .hit-text")).getText()));

        user.press(KeyCode.ESCAPE);

        user.settleUntil("all are back", () -> rows().getItems().size() == 301);
    }

    @Test
    void aMistakeIsShownUnderTheLineAndTheWordsCanBeSearchedInstead() {
        open(cities);
        view(view -> view.focusSearch());

        user.type("name:\"ana");

        assertEquals(
                "This quotation mark has no second one.",
                user.find("search-explanation", Labeled.class).getText());
        assertTrue(UiDriver.fx(
                () -> user.stage().getScene().lookup(".mistake-pointer").isVisible()));
        assertEquals(301, UiDriver.fx(() -> rows().getItems().size()));

        user.click("search-otherwise");

        assertEquals(
                "Searched as words.",
                user.find("search-explanation", Labeled.class).getText());
    }

    @Test
    void aClickOnAHeaderLetsTheMasterSort() {
        open(cities);
        choose(1);
        user.settleUntil("the cities are shown", () -> columns().size() == 3);

        user.settleUntil("rows have come", () -> rows().lookupAll(".skeleton").isEmpty());
        clickHeader("population");
        List<SortKey> once = model.sortOn().get();
        clickHeader("population");
        List<SortKey> twice = model.sortOn().get();

        assertEquals(
                List.of(
                        List.of(new SortKey("population", SortKey.Direction.ASCENDING)),
                        List.of(new SortKey("population", SortKey.Direction.DESCENDING))),
                List.of(once, twice));
        user.settleUntil("the largest is first", () -> cell(0, "name").equals("City 299"));
    }

    @Test
    void farDownAmongManyRowsOnlyThoseInSightAreAskedFor() {
        ManyRecords storage = ManyRecords.of(MANY);
        open(storage);
        user.settleUntil("all are there", () -> rows().getItems().size() == MANY);
        int before = storage.asked().size();

        view(view -> rows().requestFocus());
        user.press(KeyCode.END);

        user.settleUntil("the last is shown", () -> cell(MANY - 1, "name").equals("Name " + (MANY - 1)));
        assertEquals(
                Optional.of(new RecordId("r" + (MANY - 1))), model.selected().get());
        assertTrue(storage.asked().size() - before <= 3, "asked: " + storage.asked());

        user.press(KeyCode.HOME);

        user.settleUntil("the first is shown", () -> cell(0, "name").equals("Name 0"));
        user.press(KeyCode.ENTER);
        assertEquals(List.of("edit"), done);
    }

    @Test
    void theWindowNeverWaitsForTheStorage() {
        ManyRecords storage = ManyRecords.silent(MANY);
        open(storage);
        storage.answer(4); // the types twice, a sample, the first page
        user.settleUntil("all are there", () -> rows().getItems().size() == MANY);

        view(view -> view.focusSearch());
        user.type("name 5");
        for (int jump = 1; jump < 20; jump++) {
            int row = jump * 5_000;
            view(view -> rows().scrollTo(row));
            user.settle();
        }
        clickHeader("name");
        master.change();
        user.settle();

        assertEquals("name 5", model.search().text().get());
        assertEquals(MANY, UiDriver.fx(() -> rows().getItems().size()));
        assertFalse(UiDriver.fx(() -> rows().lookupAll(".skeleton").isEmpty()));

        storage.answer(10_000);

        user.settleUntil("rows have come", () -> rows().lookupAll(".skeleton").isEmpty());
    }

    @Test
    void aValueIsChosenBesideTheTableAndTakenBackAboveIt() {
        open(cities);
        choose(1);
        user.settleUntil("values are offered", () -> user.stage().getScene().lookup("#facet-country-FR") != null);

        user.click("facet-country-FR");
        user.settleUntil("a third is left", () -> rows().getItems().size() == 100);
        user.click("filter-country-FR");

        user.settleUntil("all are back", () -> rows().getItems().size() == 300);
        assertFalse(user.isVisible("filter-country-FR"));
    }

    @Test
    void columnsAreChosenByNameAndRemembered() {
        open(cities);
        choose(1);
        user.settleUntil("the cities are shown", () -> columns().size() == 3);

        user.click("columns-button");
        user.click("columns-search");
        user.type("COUN");
        assertFalse(user.isVisible("choose-name"));
        user.click("choose-country");

        user.settleUntil("the column is gone", () -> columns().equals(List.of("name", "population")));
        assertEquals(
                List.of("name", "population"),
                settings.columns().get("City").stream()
                        .map(TableColumnSetting::field)
                        .toList());
    }

    @Test
    void whatOthersWriteAppearsWithoutMovingTheSelection() {
        open(cities);
        choose(1);
        user.settleUntil("the cities are shown", () -> cell(2, "name").equals("City 2"));
        view(view -> rows().getSelectionModel().clearAndSelect(2));

        cities.put(
                new RecordId("city0"),
                JsonText.object().put("portal_type", "City").put("name", "Renamed"));
        master.change();

        user.settleUntil("the new name is shown", () -> cell(0, "name").equals("Renamed"));
        assertEquals(List.of(0), UiDriver.fx(this::changedRows));
        user.settleUntil("it is calm again", () -> changedRows().isEmpty());
        assertEquals(2, UiDriver.fx(() -> rows().getSelectionModel().getSelectedIndex()));
    }

    @Test
    void whatComesInAndGoesOutAboveMovesNothingInSight() {
        open(cities);
        choose(1);
        user.settleUntil("the cities are shown", () -> cell(2, "name").equals("City 2"));
        view(view -> rows().scrollTo(150));
        user.settleUntil("further down", () -> cell(150, "name").equals("City 150"));
        double y = UiDriver.fx(() -> top("City 150"));

        for (int i = 0; i < 3; i++) {
            cities.remove(new RecordId("city" + i));
        }
        cities.put(
                new RecordId("aaa"),
                JsonText.object().put("portal_type", "City").put("name", "First"));
        master.change();

        user.settleUntil("the cities have moved up", () -> cell(147, "name").equals("City 150"));
        assertEquals(y, UiDriver.fx(() -> top("City 150")));
    }

    /** Where the row of a city is drawn. */
    private double top(String name) {
        return rows().lookupAll(".table-row-cell").stream()
                .map(TableRow.class::cast)
                .filter(row -> row.isVisible()
                        && row.getItem() instanceof Integer number
                        && cell(number, "name").equals(name))
                .mapToDouble(row -> row.localToScene(0, 0).getY())
                .findFirst()
                .orElse(-1);
    }

    @Test
    void theTableIsSortedByKey() {
        open(cities);
        choose(1);
        user.settleUntil("the cities are shown", () -> columns().size() == 3);
        UiDriver.fx(() -> {
            Shortcut.SORT.install(user.stage().getScene(), view::chooseOrder);
            rows().requestFocus();
            return null;
        });

        sortByKey(4);
        user.settleUntil("the smallest is first", () -> cell(0, "name").equals("City 0"));
        String ascending = UiDriver.fx(() -> rows().getAccessibleText());
        sortByKey(6);

        user.settleUntil("the largest is first", () -> cell(0, "name").equals("City 299"));
        assertEquals(
                List.of("Records, sorted by population, ascending", "Records, sorted by population, descending"),
                List.of(ascending, UiDriver.fx(() -> rows().getAccessibleText())));
        assertEquals("rows", user.focus());
    }

    /** The nth entry of the menu. */
    private void sortByKey(int entry) {
        user.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
        for (int down = 0; down < entry; down++) {
            user.press(KeyCode.DOWN);
        }
        user.press(KeyCode.ENTER);
    }

    @Test
    void aTextThatIsCutEndsWithAnEllipsisAndIsWholeInATooltip() {
        cities.put(
                new RecordId("city0"),
                JsonText.object()
                        .put("portal_type", "City")
                        .put("name", "Long ".repeat(30).strip()));
        open(cities);
        choose(1);
        user.settleUntil("the cities are shown", () -> cell(0, "name").startsWith("Long"));

        enter(shownCell(0, "name"));
        String plain = tooltip(shownCell(0, "name"));
        enter(shownCell(1, "name"));
        String ofShort = tooltip(shownCell(1, "name"));
        view(view -> view.focusSearch());
        user.type("long");
        user.settleUntil("the hits are marked", () -> rows().lookup(".hit") != null);
        enter(shownCell(0, "name"));

        assertEquals(List.of("Long ".repeat(30).strip(), ""), List.of(plain, ofShort));
        assertEquals("Long ".repeat(30).strip(), tooltip(shownCell(0, "name")));
    }

    @Test
    void moreValuesAreAskedForNarrowedAndLeftByKey() {
        for (int i = 0; i < 300; i++) {
            cities.put(
                    new RecordId("stock" + i),
                    JsonText.object().put("portal_type", "Stock").put("shelf", "shelf " + i % 20));
        }
        open(cities);
        user.settleUntil("the types are there", () -> types().getItems().size() > 2);
        UiDriver.fx(() -> {
            model.types().selected().set(new TypeChoice.Named("Stock"));
            return null;
        });
        user.settleUntil("there are more", () -> shelves() == 8);
        UiDriver.fx(() -> {
            user.stage().getScene().lookup("#facet-more-shelf").requestFocus();
            return null;
        });

        user.press(KeyCode.SPACE);
        user.settleUntil("all are told", () -> shelves() == 20);
        assertEquals("facet-narrow-shelf", user.focus());
        user.type("shelf 1");
        user.settleUntil("fewer are told", () -> shelves() == 11);
        user.type("9");
        user.settleUntil("one is left", () -> shelves() == 1);
        assertEquals(
                "shelf 19",
                user.find("facet-narrow-shelf", TextInputControl.class).getText());

        user.press(KeyCode.ESCAPE);

        user.settleUntil("the most frequent are told", () -> shelves() == 8);
        assertEquals("facet-more-shelf", user.focus());
    }

    private long shelves() {
        return user.stage().getScene().getRoot().lookupAll(".facet-value").stream()
                .filter(value -> value.getId().startsWith("facet-shelf-"))
                .count();
    }

    @Test
    void whatTheMasterSaysItselfIsBehindALink() {
        open(Refusing.queriesWith("town", cities));
        view(view -> view.focusSearch());

        user.type("town:\"Paris\"");
        user.settleUntil("it is refused", () -> user.isVisible("records-details"));
        user.settle(); // the link has its place only when the line is laid out
        user.click("records-details");

        assertEquals(
                "The master does not understand this search. Write it otherwise, or search the words instead.",
                user.find("records-notice", Labeled.class).getText());
        assertTrue(user.find("details-report", TextInputControl.class).getText().contains("No key schema for 'town'."));
    }

    private void enter(Node target) {
        UiDriver.fx(() -> {
            Point2D at = target.localToScreen(5, 5);
            target.fireEvent(new MouseEvent(
                    MouseEvent.MOUSE_ENTERED,
                    5,
                    5,
                    at.getX(),
                    at.getY(),
                    MouseButton.NONE,
                    0,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    false,
                    true,
                    null));
            return null;
        });
    }

    private static String tooltip(TableCell<?, ?> cell) {
        return UiDriver.fx(() ->
                Optional.ofNullable(cell.getTooltip()).map(Tooltip::getText).orElse(""));
    }

    private List<Integer> changedRows() {
        return rows().lookupAll(".table-row-cell").stream()
                .filter(row -> row.getPseudoClassStates().contains(PseudoClass.getPseudoClass("changed")))
                .map(row -> ((TableRow<?>) row).getIndex())
                .toList();
    }

    private interface Action {
        void on(RecordsView view);
    }

    private void view(Action action) {
        UiDriver.fx(() -> {
            action.on(view);
            return null;
        });
        user.settle();
    }

    private void open(Storage storage) {
        master = FakeMaster.with(storage);
        user = UiDriver.show(() -> {
            model = new RecordsViewModel(
                    master,
                    UiTasks.onVirtualThreads(Platform::runLater, failure -> {
                        throw new AssertionError(failure);
                    }),
                    settings,
                    InstantSource.system());
            view = new RecordsView(
                    model,
                    new Texts(settings.language()),
                    () -> done.add("create"),
                    () -> done.add("show"),
                    () -> done.add("edit"));
            SplitPane panes = new SplitPane(view.typesPane(), view.tablePane());
            panes.setDividerPositions(0.25);
            Scene scene = new Scene(panes, 1000, 700);
            ThemeSwitch.follow(settings.theme());
            ThemeSwitch.style(scene);
            model.refresh();
            return scene;
        });
    }

    private void choose(int type) {
        user.settleUntil("the types are there", () -> types().getItems().size() > type);
        view(view -> types().getSelectionModel().clearAndSelect(type));
    }

    private void clickHeader(String field) {
        user.settle(); // the headers may still be those of other columns
        user.click(UiDriver.fx(() -> rows().lookupAll(".column-header").stream()
                .filter(header -> ("column-" + field).equals(header.getId()))
                .findFirst()
                .orElseThrow()));
    }

    private TableView<?> rows() {
        return (TableView<?>) user.stage().getScene().lookup("#rows");
    }

    private ListView<?> types() {
        return (ListView<?>) user.stage().getScene().lookup("#types");
    }

    private List<String> columns() {
        return rows().getColumns().stream().map(TableColumn::getText).toList();
    }

    /** What a cell shows; "" while it is not in sight. */
    private String cell(int row, String field) {
        return cells(row, field)
                .map(cell -> Optional.ofNullable(cell.getText()).orElse(""))
                .findFirst()
                .orElse("");
    }

    private TableCell<?, ?> shownCell(int row, String field) {
        return UiDriver.fx(() -> cells(row, field).findFirst().orElseThrow());
    }

    private Stream<TableCell<?, ?>> cells(int row, String field) {
        return rows().lookupAll(".record-cell").stream()
                .<TableCell<?, ?>>map(node -> (TableCell<?, ?>) node)
                .filter(cell -> cell.getIndex() == row
                        && cell.getTableColumn() != null
                        && cell.getTableColumn().getText().equals(field));
    }
}
