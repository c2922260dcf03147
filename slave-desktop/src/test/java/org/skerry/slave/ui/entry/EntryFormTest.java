package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** Records whose type has a form. */
class EntryFormTest {

    private static final DraftOwner HERE = new DraftOwner(Optional.empty(), "here", "", List.of());

    private static final RecordId SEAGULL = new RecordId("seagull");
    private static final String FORM = """
            {"portal_type": "Form", "for": "Boat", "schema": {"required": ["name", "length"], "properties": {
              "name": {"type": "string", "x-title": {"en": "Name", "zh": "名称"}, "maxLength": 8},
              "length": {"type": "number", "title": "Length", "minimum": 1, "maximum": 400},
              "crew": {"type": "integer"},
              "rig": {"enum": ["sloop", "ketch"]},
              "built": {"type": "string", "format": "date"},
              "seen": {"type": "string", "format": "date-time"},
              "sails": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
              "log": {"type": "string", "x-long": true},
              "story": {"type": "string", "maxLength": 2000},
              "insured": {"type": "boolean"},
              "port": {"type": "string", "x-reference": "Port"},
              "engine": {"type": "object"}}}}""";

    private final FaultyStorage storage = new FaultyStorage();
    private final ObjectProperty<Language> language = new SimpleObjectProperty<>(Language.ENGLISH);
    private EntryViewModel model;

    @BeforeEach
    void start() {
        storage.master().put(new RecordId("form/Boat"), record(FORM));
        storage.master()
                .put(
                        SEAGULL,
                        record(
                                "{\"portal_type\": \"Boat\", \"colour\": \"red\", \"length\": \"long\", \"name\": \"Seagull\"}"));
        UiTasks tasks = TestTasks.direct();
        model = new EntryViewModel(
                storage,
                new EntryDrafts(new MemoryDrafts(), HERE, tasks, () -> Instant.EPOCH),
                tasks,
                () -> Instant.EPOCH,
                language,
                new Surroundings() {
                    @Override
                    public boolean isLinked() {
                        return true;
                    }

                    @Override
                    public Optional<Sentence> refusal() {
                        return Optional.empty();
                    }

                    @Override
                    public void told(RecordId id, Fate fate) {}
                });
    }

    @Test
    void theFormSaysWhichFieldsThereAreAndHowTheyAreTyped() {
        model.create("Boat");

        assertEquals(
                List.of(
                        "name TEXT",
                        "length NUMBER",
                        "crew NUMBER",
                        "rig CHOICE",
                        "built DATE",
                        "seen DATE_TIME",
                        "sails LIST",
                        "log LONG_TEXT",
                        "story LONG_TEXT",
                        "insured YES_NO",
                        "port REFERENCE",
                        "engine JSON"),
                model.editor().form().fields().stream()
                        .map(field -> field.name() + " " + field.kind())
                        .toList());
    }

    @Test
    void whatTheFormDoesNotKnowStaysBelow() {
        model.open(SEAGULL);

        assertEquals("colour", model.editor().form().fields().getLast().name());
        assertEquals("red", field("colour").text().get());
        assertEquals(13, model.editor().form().fields().size());
    }

    @Test
    void titlesFollowTheLanguage() {
        model.create("Boat");
        List<String> titles = new ArrayList<>();
        for (Language each : Language.values()) {
            language.set(each);
            titles.add(field("name").title().getValue() + " "
                    + field("length").title().getValue() + " "
                    + field("crew").title().getValue());
        }

        assertEquals(List.of("Name Length crew", "名称 Length crew", "name Length crew"), titles);
    }

    @Test
    void aValueOfAnotherKindIsShownAsItIsAndMended() {
        model.open(SEAGULL);
        assertEquals("long", field("length").text().get());

        model.save();
        type("colour", "blue");
        model.save();
        assertEquals(Sentence.of("form.problem.type.number", "number"), problem("length"));
        assertEquals("red", storage.get(SEAGULL).get("colour").stringValue());

        type("length", "9.5");
        model.save();
        assertEquals(
                "{\"portal_type\":\"Boat\",\"colour\":\"blue\",\"length\":9.5,\"name\":\"Seagull\"}",
                JsonText.write(storage.get(SEAGULL)));
    }

    @Test
    void whatDoesNotFitIsSaidBeforeItIsSent() {
        model.create("Boat");
        type("length", "0.5");
        type("crew", "1.5");
        type("sails", "a\nb\nc");

        model.save();

        assertEquals(Sentence.of("form.problem.required", ""), problem("name"));
        assertEquals(Sentence.of("form.problem.minimum", "1"), problem("length"));
        assertEquals(Sentence.of("form.problem.type.integer", "integer"), problem("crew"));
        assertEquals(Sentence.of("form.problem.maxItems", "2"), problem("sails"));
        assertEquals(Sentence.of("entry.problems"), model.notes().failure().get());

        type("length", "401");
        type("name", "Seagull II");
        model.save();

        assertEquals(Sentence.of("form.problem.maximum", "400"), problem("length"));
        assertEquals(Sentence.of("form.problem.maxLength", "8"), problem("name"));
    }

    @Test
    void whatTheMasterFindsIsShownAtItsField() {
        model.open(SEAGULL);
        type("length", "9");
        storage.meanwhile(() -> {
            throw new StorageException.BadRequest(
                    "Sails: …",
                    List.of(new FieldProblem("sails/1", "pattern", "^x$"), new FieldProblem("name", "unheardOf", "")));
        });

        model.save();

        assertEquals(
                Sentence.of("form.problem.inside", "2", Sentence.of("form.problem.pattern", "^x$")), problem("sails"));
        assertEquals(Sentence.of("form.problem.other", ""), problem("name"));
        assertEquals(Sentence.of("entry.problems"), model.notes().failure().get());
        assertTrue(model.isDirty().get());
    }

    @Test
    void whatTheMasterFindsInNoFieldIsSaid() {
        model.open(SEAGULL);
        type("length", "9");
        storage.meanwhile(() -> {
            throw new StorageException.BadRequest("…", List.of(new FieldProblem("mast", "required", "")));
        });

        model.save();

        assertEquals(
                Sentence.of("form.problem.at", "mast", Sentence.of("form.problem.required", "")),
                model.notes().failure().get());
    }

    @Test
    void aFormThatChangesIsFollowedWithWhatIsTyped() {
        model.create("Boat");
        type("name", "Tern");
        type("crew", "3");
        storage.master()
                .put(
                        new RecordId("form/Boat"),
                        record(
                                "{\"portal_type\": \"Form\", \"for\": \"Boat\", \"schema\": {\"properties\": "
                                        + "{\"sail\": {\"type\": \"string\"}, \"name\": {\"type\": \"string\", \"title\": \"Called\"}}}}"));

        model.formChanged();

        assertEquals(
                List.of("sail ", "Called Tern", "crew 3"),
                model.editor().form().fields().stream()
                        .map(field ->
                                field.title().getValue() + " " + field.text().get())
                        .toList());
    }

    @Test
    void aFieldOfTheFormIsEmptiedWhereAnotherWouldGo() {
        model.open(SEAGULL);

        model.editor().form().remove(field("name"));
        model.editor().form().remove(field("colour"));

        assertEquals("", field("name").text().get());
        assertEquals(12, model.editor().form().fields().size());
    }

    @Test
    void momentsAreTypedInTheTimeOfThisPc() {
        Reading read = FieldKind.DATE_TIME.read(" 2026-12-31 18:30 ", Language.FRENCH);

        assertTrue(read instanceof Reading.Value(var value) && FieldKind.DATE_TIME.shows(value));
        assertEquals("2026-12-31 18:30", FieldKind.DATE_TIME.write(((Reading.Value) read).value(), Language.CHINESE));
        assertEquals(
                Reading.mistake("form.mistake.moment", "tomorrow", "2026-12-31 18:30"),
                FieldKind.DATE_TIME.read("tomorrow", Language.ENGLISH));
    }

    @Test
    void recordsThatMayBeMeantAreLookedUpByTheirNames() {
        storage.master().put(new RecordId("p1"), record("{\"portal_type\": \"Port\", \"name\": \"Marseille\"}"));
        storage.master().put(new RecordId("p2"), record("{\"portal_type\": \"Port\", \"title\": \"Le Havre\"}"));
        storage.master().put(new RecordId("p3"), record("{\"portal_type\": \"Town\", \"title\": \"Mars\"}"));
        List<Object> found = new ArrayList<>();

        model.references().search("Port", "mars", found::add);
        model.references().search("Port", "", found::add);
        model.references().name("p2", found::add);
        model.references().name("p9", found::add);

        References.Found marseille = new References.Found(new RecordId("p1"), "Marseille");
        assertEquals(
                List.of(
                        List.of(marseille),
                        List.of(marseille, new References.Found(new RecordId("p2"), "Le Havre")),
                        Optional.of("Le Havre"),
                        Optional.empty()),
                found);
    }

    private void type(String name, String text) {
        model.editor().form().type(Map.of(name, text));
    }

    private Sentence problem(String name) {
        return field(name).problem().get();
    }

    private FieldViewModel field(String name) {
        return model.editor().form().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode record(String json) {
        return (ObjectNode) JsonText.read(json);
    }
}
