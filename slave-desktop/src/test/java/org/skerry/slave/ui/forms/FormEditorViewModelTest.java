package org.skerry.slave.ui.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

class FormEditorViewModelTest {

    private static final RecordId FORM = new RecordId("form/Boat");
    private static final String BOAT = """
            {"portal_type":"Form","for":"Boat","more":1,"schema":{"additionalProperties":false,"required":["name"],\
            "properties":{"name":{"type":"string","title":"Name","maxLength":9},"place":{"pattern":"^x$","type":"object"}}}}""";

    private final MemoryStorage storage = new MemoryStorage();
    private final List<String> told = new ArrayList<>();

    @Test
    void aFormIsReadAndWrittenWithWhatTheEditorDoesNotKnow() {
        storage.put(FORM, record(BOAT));
        FormEditorViewModel editor = editor();
        assertEquals(
                List.of("name TEXT true", "place OTHER false"),
                editor.fields().stream()
                        .map(field -> field.name().get() + " " + field.kind().get() + " "
                                + field.isRequired().get())
                        .toList());

        editor.fields().getFirst().title(Language.CHINESE).set("名称");
        editor.save();

        assertEquals(record("""
                {"portal_type":"Form","for":"Boat","more":1,"schema":{"additionalProperties":false,"required":["name"],
                "properties":{"name":{"type":"string","maxLength":9,"x-title":{"en":"Name","zh":"名称"}},
                "place":{"pattern":"^x$","type":"object"}}}}"""), storage.get(FORM));
        assertEquals(Sentence.of("form.editor.saved"), editor.state().get());
        assertEquals(List.of("saved"), told);
        assertFalse(editor.isChanged());
    }

    @Test
    void whereThereIsNoFormThatOfTheRecordsIsOffered() {
        storage.put(
                new RecordId("a"),
                record("{\"portal_type\":\"Boat\",\"name\":\"Li\",\"crew\":3,\"born\":\"2020-01-02\"}"));
        FormEditorViewModel editor = editor();

        editor.save();

        assertEquals(record("""
                {"portal_type":"Form","for":"Boat","schema":{"properties":{"name":{"type":"string"},
                "crew":{"type":"number"},"born":{"type":"string","format":"date"}}}}"""), storage.get(FORM));
    }

    @Test
    void fieldsAreAddedMovedAndRemoved() {
        storage.put(FORM, record(BOAT));
        FormEditorViewModel editor = editor();

        editor.add();
        editor.selected().get().orElseThrow().name().set("crew");
        editor.moveUp();
        editor.moveUp();
        editor.moveUp();
        editor.selected().set(Optional.of(editor.fields().getLast()));
        editor.remove();

        assertEquals(List.of("crew", "name"), names(editor));
        assertEquals("name", editor.selected().get().orElseThrow().name().get());
        editor.moveDown();
        assertEquals(List.of("crew", "name"), names(editor));
        editor.selected().set(Optional.of(editor.fields().getFirst()));
        editor.moveDown();
        assertEquals(
                List.of("name", "crew"),
                List.copyOf(
                        editor.record().get().path("schema").path("properties").propertyNames()));
    }

    @Test
    void eachKindIsWrittenInTheWordsOfJsonSchema() {
        FormEditorViewModel editor = editor();
        for (FormKind kind : FormKind.values()) {
            editor.add();
            FormFieldModel field = editor.fields().getLast();
            field.name().set(kind.name());
            field.kind().set(kind);
            field.choices().set("a\n\n b \na");
            field.minimum().set(" 1,5 ");
            field.maximum().set("");
            field.reference().set("Port");
        }

        editor.save();

        assertEquals(record("""
                {"TEXT":{"type":"string"},"LONG_TEXT":{"type":"string","x-long":true},"NUMBER":{"type":"number","minimum":1.5},
                "WHOLE_NUMBER":{"type":"integer","minimum":1.5},"DATE":{"type":"string","format":"date"},
                "DATE_TIME":{"type":"string","format":"date-time"},"YES_NO":{"type":"boolean"},
                "CHOICE":{"type":"string","enum":["a","b"]},"LIST":{"type":"array","items":{"type":"string"}},
                "REFERENCE":{"type":"string","x-reference":"Port"},"OTHER":{}}"""), storage.get(FORM).path("schema").path("properties"));
        assertEquals(
                List.of(FormKind.values()),
                editor().fields().stream().map(field -> field.kind().get()).toList());
    }

    @Test
    void whatIsWrongIsSaidAndNotSent() {
        FormEditorViewModel editor = editor();
        editor.add();
        FormFieldModel field = editor.fields().getFirst();
        assertEquals(Sentence.of("form.editor.wrong.name"), said(editor));

        field.name().set("a");
        field.kind().set(FormKind.REFERENCE);
        assertEquals(Sentence.of("form.editor.wrong.reference", "a"), said(editor));

        field.kind().set(FormKind.CHOICE);
        assertEquals(Sentence.of("form.editor.wrong.choices", "a"), said(editor));

        field.kind().set(FormKind.NUMBER);
        field.maximum().set("many");
        assertEquals(Sentence.of("form.editor.wrong.limit", "many"), said(editor));

        field.maximum().set("3");
        editor.add();
        editor.fields().getLast().name().set(" a");
        editor.selected().set(Optional.of(field));
        assertEquals(Sentence.of("form.editor.wrong.twice", "a"), said(editor));
        assertEquals(Optional.of(editor.fields().getLast()), editor.selected().get());
        assertEquals(0, storage.count());
    }

    private static Sentence said(FormEditorViewModel editor) {
        editor.save();
        return editor.failure().get();
    }

    @Test
    void whatTheMasterSaysIsShownInPlace() {
        FormEditorViewModel wrong = editor(new Refusing(new StorageException.BadRequest("A schema is wrong.")));
        FormEditorViewModel forbidden = editor(new Refusing(new StorageException.Forbidden("no")));
        FormEditorViewModel away = editor(new Refusing(new StorageException.Unreachable("cut")));

        List.of(wrong, forbidden, away).forEach(FormEditorViewModel::save);

        assertEquals(
                Sentence.of("form.editor.refused", "A schema is wrong."),
                wrong.failure().get());
        assertEquals(Sentence.of("form.editor.forbidden"), forbidden.failure().get());
        assertEquals(Sentence.of("failure.unreachable"), away.failure().get());
        assertEquals(List.of(), told);
    }

    @Test
    void whoeverWasFasterIsNotOverwritten() {
        FormEditorViewModel editor = editor();
        editor.add();
        editor.fields().getFirst().name().set("mine");
        storage.put(FORM, record(BOAT));

        editor.save();

        assertEquals(Sentence.of("form.editor.changed"), editor.failure().get());
        assertEquals(record(BOAT), storage.get(FORM));
    }

    @Test
    void whatIsNotSavedIsLeftOnlyWhenAskedTwice() {
        storage.put(FORM, record(BOAT));
        FormEditorViewModel editor = editor();
        editor.close();
        assertEquals(List.of("closed"), told);

        editor.fields().getFirst().name().set("title");
        assertTrue(editor.isChanged());
        editor.close();
        assertEquals(Sentence.of("form.editor.unsaved"), editor.failure().get());
        assertEquals(1, told.size());

        editor.close();
        assertEquals(List.of("closed", "closed"), told);
    }

    private FormEditorViewModel editor() {
        return editor(storage);
    }

    private FormEditorViewModel editor(Storage master) {
        return new FormEditorViewModel(
                master, TestTasks.direct(), "Boat", () -> told.add("saved"), () -> told.add("closed"));
    }

    private static List<String> names(FormEditorViewModel editor) {
        return editor.fields().stream().map(field -> field.name().get()).toList();
    }

    private static ObjectNode record(String json) {
        return (ObjectNode) JsonText.read(json);
    }
}
