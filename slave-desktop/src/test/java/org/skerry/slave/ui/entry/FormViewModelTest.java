package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

class FormViewModelTest {

    private final ObjectProperty<Language> language = new SimpleObjectProperty<>(Language.ENGLISH);
    private final FormViewModel form = new FormViewModel(language, () -> {});

    @Test
    void theKindOfAFieldFollowsItsValue() {
        fill("""
                {"a": "line", "b": "two\\nlines", "c": 9007199254740993, "d": "2026-11-05", "e": true,
                 "f": ["x", "y"], "g": {"h": 1}, "i": [1, "x"], "j": null, "k": "\\u0000", "l": "x\\ry"}""");

        assertEquals(
                List.of(
                        FieldKind.TEXT,
                        FieldKind.LONG_TEXT,
                        FieldKind.NUMBER,
                        FieldKind.DATE,
                        FieldKind.YES_NO,
                        FieldKind.LIST,
                        FieldKind.JSON,
                        FieldKind.JSON,
                        FieldKind.JSON,
                        FieldKind.JSON,
                        FieldKind.JSON),
                form.fields().stream().map(FieldViewModel::kind).toList());
    }

    @Test
    void whereAFieldIsEmptyTheOtherRecordsDecide() {
        TypeSample sample = TypeSample.of(List.of(
                record("{\"age\": 3, \"born\": \"2026-11-05\", \"title\": \"x\", \"age2\": 1}"),
                record("{\"age\": 4, \"note\": \"%s\", \"born\": \"\", \"age2\": null}"
                        .formatted("long ".repeat(20)))));

        form.fill(record("{\"born\": \"\", \"own\": \"\", \"note\": \"short\"}"), sample);

        assertEquals(
                List.of("title TEXT", "age NUMBER", "born DATE", "age2 NUMBER", "note LONG_TEXT", "own TEXT"),
                form.fields().stream()
                        .map(field -> field.name() + " " + field.kind())
                        .toList());
    }

    @Test
    void whatNobodyTouchesIsKeptToTheLastDigitAndInItsOrder() {
        String text =
                "{\"z\":1.10,\"portal_type\":7,\"a\":\"x\\r\\ny\",\"n\":1E+400,\"e\":\"\",\"l\":[],\"o\":{\"b\":1,\"a\":2}}";

        fill(text);

        assertEquals(text, JsonText.write(form.body()));
    }

    @Test
    void aChangedFieldKeepsItsPlaceAndTheLineEndsOfTheRecord() {
        fill("{\"z\": 1, \"note\": \"one\\r\\ntwo\", \"a\": true}");

        type("note", "one\ntwo\nthree");
        type("z", "1.10");

        assertEquals("{\"z\":1.10,\"note\":\"one\\r\\ntwo\\r\\nthree\",\"a\":true}", JsonText.write(form.body()));
    }

    @Test
    void anEmptiedFieldIsLeftOutUnlessItWasAnEmptyText() {
        fill("{\"a\": \"x\", \"b\": \"\", \"c\": 1, \"d\": [\"x\"], \"e\": true}");

        type("a", "");
        type("b", "x");
        type("b", "");
        type("c", " ");
        type("d", "\n");
        type("e", "");

        assertEquals(record("{\"b\": \"\"}"), form.body());
    }

    @Test
    void aListHasOneTextInEachLine() {
        fill("{\"phones\": [\"1\", \"2\"]}");

        assertEquals("1\n2", field("phones").text().get());
        type("phones", "1\n\n李薇 \n");

        assertEquals(record("{\"phones\": [\"1\", \"李薇 \"]}"), form.body());
    }

    @Test
    void allProblemsAreShownAtOnceAndTheFirstIsToBeLookedAt() {
        List<String> attention = new ArrayList<>();
        form.onAttention(field -> attention.add(field.name()));
        fill("{\"a\": 1, \"b\": \"2026-11-05\", \"c\": {\"x\": 1}, \"d\": 4}");

        type("a", "one");
        type("b", "someday");
        type("c", "{\"x\": }");

        assertEquals(Optional.empty(), form.read());
        assertEquals(
                List.of("entry.mistake.number", "entry.mistake.date", "entry.json.mistake", ""),
                form.fields().stream().map(field -> field.problem().get().key()).toList());
        assertEquals(List.of("a"), attention);
        type("a", "1");
        assertEquals(Sentence.NONE, field("a").problem().get());
    }

    @Test
    void numbersAndDaysFollowTheLanguage() {
        fill("{\"price\": 1.10, \"day\": \"2026-11-05\"}");
        type("price", "2.50");

        language.set(Language.FRENCH);

        assertEquals(
                List.of("2,50", "5 nov. 2026"),
                form.fields().stream().map(field -> field.text().get()).toList());
        assertEquals("{\"price\":2.50,\"day\":\"2026-11-05\"}", JsonText.write(form.body()));
    }

    @Test
    void whatIsMarkedAsAMistakeStaysAsItWasTyped() {
        fill("{\"price\": 1.10}");
        type("price", "8,450"); // in English this may be either of two numbers
        assertEquals(Optional.empty(), form.read());

        language.set(Language.FRENCH);
        language.set(Language.CHINESE);
        language.set(Language.ENGLISH);

        assertEquals("8,450", field("price").text().get());
        assertEquals(
                "entry.mistake.number.twoWays", field("price").problem().get().key());
    }

    @Test
    void fieldsAreAddedAndRemoved() {
        fill("{\"a\": 1, \"b\": 2}");

        assertEquals(Sentence.of("entry.add.noName"), form.add(" ", FieldKind.TEXT));
        assertEquals(Sentence.of("entry.add.exists", "a"), form.add("a", FieldKind.TEXT));
        assertEquals(Sentence.NONE, form.add(" 姓名 ", FieldKind.TEXT));
        type("姓名", "李薇");
        form.remove(field("a"));
        assertEquals(Sentence.NONE, form.add("a", FieldKind.YES_NO));
        type("a", "true");

        assertEquals("{\"a\":true,\"b\":2,\"姓名\":\"李薇\"}", JsonText.write(form.body()));
    }

    @Test
    void anotherTypeBringsItsFieldsAndLeavesWhatIsFilled() {
        form.fill(JsonText.object(), sample("name", "phone"));
        type("phone", "1");

        form.suggest(sample("title", "price"));

        assertEquals(
                List.of("title", "price", "phone"),
                form.fields().stream().map(FieldViewModel::name).toList());
    }

    @Test
    void moreFieldsThanAFormHoldsAreKept() {
        ObjectNode large = JsonText.object();
        for (int i = 0; i < 250; i++) {
            large.put("f" + i, i);
        }

        form.fill(large, TypeSample.NONE);

        assertEquals(200, form.fields().size());
        assertEquals(50, form.hidden().get());
        assertEquals(large, form.body());
    }

    @Test
    void whatIsTypedWhileASaveIsUnderWayStaysAChange() {
        fill("{\"a\": \"x\"}");
        type("a", "sent");
        ObjectNode sent = form.body();
        type("a", "typed since");

        form.rebase(sent);

        assertEquals(record("{\"a\": \"typed since\"}"), form.body());
    }

    private void fill(String json) {
        form.fill(record(json), TypeSample.NONE);
    }

    private void type(String name, String text) {
        form.type(Map.of(name, text));
    }

    private FieldViewModel field(String name) {
        return form.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TypeSample sample(String... names) {
        ObjectNode record = JsonText.object();
        for (String name : names) {
            record.put(name, "x");
        }
        return TypeSample.of(List.of(record));
    }

    private static ObjectNode record(String json) {
        return (ObjectNode) JsonText.read(json);
    }
}
