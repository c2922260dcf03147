package org.skerry.slave.ui.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skerry.jio.FormId;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.query.Highlight;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.SortKey;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.records.RecordsViewModel.Emptiness;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.settings.TableColumnSetting;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

class RecordsViewModelTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:42:00Z");
    private static final TypeChoice CITIES = new TypeChoice.Named("City");

    private final FakeMaster master = FakeMaster.joined();
    private final DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());

    @Test
    void theTypesAreCountedByTheMaster() {
        fill();

        RecordsViewModel model = model();

        assertEquals(
                List.of(
                        new TypeCount(TypeChoice.ALL, 33),
                        new TypeCount(CITIES, 30),
                        new TypeCount(new TypeChoice.Named("Person"), 2),
                        new TypeCount(TypeChoice.WITHOUT, 1)),
                model.types().counts().get());
    }

    @Test
    void formsAreNoTypeOfRecordsToLookAt() {
        fill();
        master.storage()
                .put(FormId.of("Person").orElseThrow(), JsonText.object().put("portal_type", FormId.TYPE));

        RecordsViewModel model = model();

        assertEquals(
                List.of(TypeChoice.ALL, CITIES, new TypeChoice.Named("Person"), TypeChoice.WITHOUT),
                model.types().counts().get().stream().map(TypeCount::type).toList());
    }

    @Test
    void aTypeThatIsChosenShowsItsRecordsWithItsFields() {
        fill();
        RecordsViewModel model = model();

        model.types().selected().set(CITIES);

        assertEquals(Optional.of(30L), model.total().get());
        assertEquals(List.of("name", "country", "population"), fields(model));
        assertEquals("City 0", model.row(0).getValue().field("name").stringValue());
    }

    @Test
    void recordsWithoutTypeAreShownAlone() {
        fill();
        RecordsViewModel model = model();

        model.types().selected().set(TypeChoice.WITHOUT);

        assertEquals(List.of("stray"), ids(model));
    }

    @Test
    void wordsAreSearchedWithinTheTypeAndMarked() {
        fill();
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);

        model.search().text().set("city 7");

        assertEquals(List.of("city7"), ids(model));
        assertEquals(
                List.of(new Highlight("name", "City 7", List.of(new Highlight.Mark(0, 4), new Highlight.Mark(5, 6)))),
                model.row(0).getValue().hits("name"));
        assertEquals(
                Sentence.of("records.search.words"),
                model.search().explanation().get());
    }

    @Test
    void aQueryIsTakenAsOneAndCanBeReadAsWords() {
        fill();
        RecordsViewModel model = model();

        model.search().text().set("population:>=1028");
        List<String> asQuery = ids(model);
        model.search().readOtherwise();

        assertEquals(List.of("city28", "city29"), asQuery);
        assertEquals(List.of(), ids(model));
        assertEquals(Emptiness.NOT_FOUND, model.emptiness().get());
    }

    @Test
    void aMistakeLeavesTheRowsAsTheyAre() {
        fill();
        RecordsViewModel model = model();
        model.search().text().set("name:(\"City 3\")");

        model.search().text().set("name:(\"City 3\"");

        assertEquals(List.of("city3"), ids(model));
        assertEquals(15, model.search().reading().get().mistake().orElseThrow().column());
        assertEquals(
                Sentence.of("records.mistake.end"), model.search().explanation().get());
    }

    @Test
    void hitsInFieldsThatAreNoColumnsAreToldBeside() {
        fill();
        settings.columns().put("City", List.of(new TableColumnSetting("population", 100)));
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);
        boolean before = model.hasHitsBeside().get();

        model.search().text().set("city 7");
        boolean whileSearching = model.hasHitsBeside().get();
        model.search().clear();

        assertEquals(
                List.of(false, true, false),
                List.of(before, whileSearching, model.hasHitsBeside().get()));
    }

    @Test
    void valuesThatComeOftenAreChosenFrom() {
        fill();
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);
        FacetFilter france = new FacetFilter("country", "FR");

        List<FacetGroup> all = model.facets().groups().get();
        model.facets().toggle(france);

        assertEquals(
                List.of(new FacetGroup(
                        "country",
                        List.of(
                                new FacetGroup.Value(new FacetFilter("country", "CN"), 20, false),
                                new FacetGroup.Value(france, 10, false)),
                        0,
                        false)),
                all);
        assertEquals(Optional.of(10L), model.total().get());
        assertEquals(
                List.of(new FacetGroup("country", List.of(new FacetGroup.Value(france, 10, true)), 0, false)),
                model.facets().groups().get());

        model.facets().toggle(france);

        assertEquals(Optional.of(30L), model.total().get());
    }

    @Test
    void theMasterSorts() {
        fill();
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);

        model.sort(List.of(new SortKey("population", SortKey.Direction.DESCENDING)));

        assertEquals("city29", ids(model).getFirst());
    }

    @Test
    void columnsThatWereChosenAreRemembered() {
        fill();
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);

        model.columns().toggle(model.columns().sample().get().field("country").orElseThrow());

        assertEquals(List.of("name", "population"), fields(model));
        assertEquals(
                List.of("name", "population"),
                settings.columns().get("City").stream()
                        .map(TableColumnSetting::field)
                        .toList());
        assertTrue(model.row(0).getValue().field("country").isMissingNode());

        RecordsViewModel later = model();
        later.types().selected().set(CITIES);

        assertEquals(List.of("name", "population"), fields(later));

        later.columns().reset();

        assertEquals(List.of("name", "country", "population"), fields(later));
        assertFalse(settings.columns().containsKey("City"));
    }

    @Test
    void whatOthersChangeAppears() {
        fill();
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);
        model.select(3);

        master.storage().put(new RecordId("city0"), city(0).put("name", "Renamed"));
        master.storage().put(new RecordId("city30"), city(30));
        master.change();

        assertEquals("Renamed", model.row(0).getValue().field("name").stringValue());
        assertEquals(Optional.of(31L), model.total().get());
        assertEquals(new TypeCount(CITIES, 31), model.types().counts().get().get(1));
        assertEquals(OptionalInt.of(3), model.selectedRow());
    }

    @Test
    void whatIsNotInTheQueryIsCountedButNothingElseIsAskedAgain() {
        TestTasks tasks = new TestTasks();
        ManyRecords storage = ManyRecords.of(10);
        FakeMaster busy = FakeMaster.with(storage).following();
        RecordsViewModel model = new RecordsViewModel(busy, tasks.tasks(), settings, InstantSource.fixed(NOW));
        model.refresh();
        tasks.all();
        assertEquals(Set.of(Query.ALL), busy.followed());
        int before = storage.asked().size();

        busy.change();
        tasks.all();
        assertEquals(2, storage.asked().size() - before); // the types
    }

    @Test
    void onlyTheQueryThatIsLookedAtIsFollowed() {
        fill();
        master.following();
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);
        assertEquals(Set.of(CITIES.query()), master.followed());
        master.storage().put(new RecordId("city0"), city(0).put("name", "Renamed"));
        master.change();
        assertEquals("City 0", model.row(0).getValue().field("name").stringValue());

        master.happen("city0");

        assertEquals("Renamed", model.row(0).getValue().field("name").stringValue());
        model.sort(List.of(new SortKey("name", SortKey.Direction.DESCENDING)));
        assertEquals(Set.of(CITIES.query()), master.followed());
    }

    @Test
    void whileTheMasterDoesNotTellOfTheQueryEachChangeIsLookedAt() {
        fill();
        master.following();
        master.pauseFollowing(); // as one that refuses: too many are told already
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);
        rename("First");
        assertEquals("First", model.row(0).getValue().field("name").stringValue());

        master.resumeFollowing();
        rename("Second");
        assertEquals("First", model.row(0).getValue().field("name").stringValue());

        master.pauseFollowing();
        rename("Third");
        assertEquals("Third", model.row(0).getValue().field("name").stringValue());
    }

    private void rename(String name) {
        master.storage().put(new RecordId("city0"), city(0).put("name", name));
        master.change();
    }

    @Test
    void manyChangesAreOneRefresh() {
        TestTasks tasks = new TestTasks();
        ManyRecords storage = ManyRecords.of(10);
        FakeMaster busy = FakeMaster.with(storage);
        RecordsViewModel model = new RecordsViewModel(busy, tasks.tasks(), settings, InstantSource.fixed(NOW));
        model.refresh();
        tasks.all();
        int before = storage.asked().size();

        for (int change = 0; change < 50; change++) {
            busy.change();
        }
        tasks.all();

        assertEquals(3, storage.asked().size() - before); // the types twice, the rows once
    }

    @Test
    void theSelectedRecordStaysSelectedWhereverItGoes() {
        fill();
        RecordsViewModel model = model();
        model.types().selected().set(CITIES);
        model.select(29);

        model.sort(List.of(new SortKey("population", SortKey.Direction.DESCENDING)));

        assertEquals(Optional.of(new RecordId("city29")), model.selected().get());
        assertEquals(OptionalInt.of(0), model.selectedRow());
    }

    @Test
    void aRowThatIsSelectedBeforeItIsHereIsSelectedOnceItIs() {
        TestTasks tasks = new TestTasks();
        RecordsViewModel model = new RecordsViewModel(
                FakeMaster.with(ManyRecords.of(100_000)), tasks.tasks(), settings, InstantSource.fixed(NOW));
        model.refresh();
        tasks.all();
        model.row(99_999);

        model.select(99_999);
        Optional<RecordId> before = model.selected().get();
        tasks.all();

        assertEquals(Optional.empty(), before);
        assertEquals(Optional.of(new RecordId("r99999")), model.selected().get());
    }

    @Test
    void whileTheMasterIsAwayTheLastRowsStayAndSayOfWhenTheyAre() {
        fill();
        RecordsViewModel model = model();

        master.state(LinkState.OFFLINE);

        assertTrue(model.isStale().get());
        assertEquals(
                Sentence.of("records.away.asOf", LocalTime.ofInstant(NOW, ZoneId.systemDefault())),
                model.notice().get());
        assertEquals(Optional.of(33L), model.total().get());

        master.storage().remove(new RecordId("stray"));
        master.state(LinkState.LINKED);

        assertEquals(Sentence.NONE, model.notice().get());
        assertEquals(Optional.of(32L), model.total().get());
    }

    @Test
    void whyThereIsNothingIsTold() {
        RecordsViewModel model = model();
        List<Emptiness> seen = new ArrayList<>(List.of(model.emptiness().get()));

        model.search().text().set("anything");
        seen.add(model.emptiness().get());
        model.showAll();
        model.types().selected().set(CITIES);
        seen.add(model.emptiness().get());
        master.storage().put(new RecordId("city0"), city(0));
        model.refresh();
        seen.add(model.emptiness().get());

        assertEquals(
                List.of(Emptiness.NO_RECORDS, Emptiness.NOT_FOUND, Emptiness.NONE_OF_TYPE, Emptiness.NOT_EMPTY), seen);
        assertEquals(List.of("name", "country", "population"), fields(model));
    }

    @Test
    void aFailureIsOneSentence() {
        ManyRecords storage = ManyRecords.of(10);
        storage.away(true);
        RecordsViewModel model =
                new RecordsViewModel(FakeMaster.with(storage), TestTasks.direct(), settings, InstantSource.fixed(NOW));
        model.refresh();
        Sentence failed = model.notice().get();

        storage.away(false);
        model.refresh();

        assertEquals(Sentence.of("failure.unreachable"), failed);
        assertEquals(Sentence.NONE, model.notice().get());
        assertEquals(Optional.of(10L), model.total().get());
    }

    @Test
    void theFieldsOfAllRecordsAreLearntFromTheirTypes() {
        for (int i = 0; i < 60; i++) {
            master.storage().put(new RecordId("a" + i), city(i)); // as many as are looked at first
        }
        for (int i = 0; i < 20; i++) {
            master.storage()
                    .put(
                            new RecordId("b" + i),
                            JsonText.object()
                                    .put("portal_type", "Invoice")
                                    .put("title", "Invoice " + i)
                                    .put("due", "2026-12-01"));
        }

        RecordsViewModel model = model();

        assertEquals(List.of("title", "name", "portal_type", "country", "population", "due"), fields(model));
    }

    @Test
    void moreValuesOfAFieldAreToldAndNarrowedWhileTyping() {
        for (int i = 0; i < 60; i++) {
            ObjectNode stock =
                    JsonText.object().put("portal_type", "Stock").put("shelf", (i % 2 == 0 ? "A" : "b") + i % 20);
            master.storage().put(new RecordId("s" + i), stock);
        }
        RecordsViewModel model = model();
        model.types().selected().set(new TypeChoice.Named("Stock"));
        FacetGroup few = group(model);

        model.facets().open("shelf");
        FacetGroup more = group(model);
        model.facets().narrow("shelf", "B1");
        FacetGroup narrowed = group(model);
        model.facets().narrow("shelf", "nothing");
        FacetGroup nothing = group(model);
        model.facets().close("shelf");

        assertEquals(
                List.of(8, 20, 6, 0),
                List.of(few, more, narrowed, nothing).stream()
                        .map(group -> group.values().size())
                        .toList());
        assertEquals(12, few.more());
        assertEquals(few, group(model));
    }

    private static FacetGroup group(RecordsViewModel model) {
        return model.facets().groups().get().getFirst();
    }

    @Test
    void aSearchThatTheMasterRefusesIsToldInTheLanguageOfTheUser() {
        Storage refusing = Refusing.queriesWith("town", master.storage());
        fill();
        RecordsViewModel model =
                new RecordsViewModel(FakeMaster.with(refusing), TestTasks.direct(), settings, InstantSource.fixed(NOW));
        model.refresh();

        model.search().text().set("town:\"Paris\"");
        model.search().searchNow();

        assertEquals(Sentence.of("records.refused"), model.notice().get());
        assertEquals(
                "No key schema for 'town'.", model.cause().get().orElseThrow().getMessage());
        model.search().clear();
        assertEquals(Sentence.NONE, model.notice().get());
        assertEquals(Optional.empty(), model.cause().get());
    }

    private void fill() {
        for (int i = 0; i < 30; i++) {
            master.storage().put(new RecordId("city" + i), city(i));
        }
        master.storage()
                .put(
                        new RecordId("ana"),
                        JsonText.object().put("portal_type", "Person").put("first", "Ana"));
        master.storage()
                .put(
                        new RecordId("li"),
                        JsonText.object().put("portal_type", "Person").put("first", "李薇"));
        master.storage().put(new RecordId("stray"), JsonText.object().put("title", "A note"));
    }

    private static ObjectNode city(int i) {
        return JsonText.object()
                .put("portal_type", "City")
                .put("name", "City " + i)
                .put("country", i % 3 == 0 ? "FR" : "CN")
                .put("population", 1000 + i);
    }

    private RecordsViewModel model() {
        RecordsViewModel model = new RecordsViewModel(master, TestTasks.direct(), settings, InstantSource.fixed(NOW));
        model.refresh();
        return model;
    }

    private static List<String> fields(RecordsViewModel model) {
        return model.columns().shown().get().stream()
                .map(TableColumnSetting::field)
                .toList();
    }

    private static List<String> ids(RecordsViewModel model) {
        return model.rows().stream()
                .map(number -> model.row(number).getValue().id().orElseThrow().text())
                .toList();
    }
}
