package org.skerry.master.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.networknt.schema.Schema;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import tools.jackson.databind.node.ObjectNode;

/** Forms that cannot be, and forms that mean harm. */
@Timeout(60)
class FormTest {

    private static final String FITTING =
            "A form has the id \"form/TYPE\", the \"portal_type\" \"Form\" and that TYPE in its field \"for\".";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            form/Boat  | {'portal_type':'Form','for':'Crate','schema':{}}
            form/Boat  | {'portal_type':'Form','schema':{}}
            form/Boat  | {'portal_type':'Boat','for':'Boat','schema':{}}
            form/      | {'portal_type':'Form','for':'','schema':{}}
            boat       | {'portal_type':'Form','for':'Boat','schema':{}}
            """)
    void idTypeAndForBelongTogether(String id, String body) {
        assertEquals(FITTING, refused(id, json(body)));
    }

    @Test
    void thereIsNoFormForForms() {
        assertEquals(
                "What a form looks like is fixed; there is no form for forms.",
                refused("form/Form", json("{'portal_type':'Form','for':'Form','schema':{}}")));
    }

    @Test
    void aSchemaIsAnObject() {
        assertEquals(
                "A form needs a \"schema\": a JSON Schema as an object.",
                refused("form/Boat", json("{'portal_type':'Form','for':'Boat','schema':true}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text'}",
                "{'properties':[]}",
                "{'required':'name'}",
                "{'properties':{'a':{'minimum':'1'}}}",
                "{'properties':{'a':{'maxLength':-1}}}"
            })
    void aSchemaIsValid(String schema) {
        assertEquals("This is no valid JSON Schema, at ", refused(schema).substring(0, 33));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'http://127.0.0.1:1/x'}",
                "{'$ref':'file:///etc/passwd'}",
                "{'$ref':'classpath:draft-07'}",
                "{'$ref':'https://json-schema.org/draft/2020-12/schema'}",
                "{'$ref':'#'}",
                "{'$ref':'#/$defs/none'}",
                "{'$ref':'#/$defs/a/default','$defs':{'a':{'default':{'pattern':'('}}}}",
                "{'properties':{'a':{'items':{'anyOf':[{'$ref':'other.json'}]}}}}",
                "{'not':{'if':{'$ref':'other.json'}}}"
            })
    void aReferenceStaysInTheSchema(String schema) {
        assertEquals("A \"$ref\" in a form's schema is \"#/$defs/NAME\", and that name is there.", refused(schema));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary"})
    void whatChangesReferencesIsRefused(String keyword) {
        String value =
                keyword.equals("$vocabulary") ? "{}" : "'" + (keyword.startsWith("$dynamicR") ? "#a" : "a") + "'";

        assertEquals(
                "A form's schema may not use \"" + keyword + "\".",
                refused("{'properties':{'a':{'" + keyword + "':" + value + "}}}"));
    }

    @Test
    void anotherDialectIsRefused() {
        assertEquals(
                "A form's schema is one of JSON Schema 2020-12: https://json-schema.org/draft/2020-12/schema",
                refused("{'$schema':'http://json-schema.org/draft-07/schema#'}"));
    }

    private static ObjectNode numbers(int count) {
        ObjectNode body = JsonText.object();
        for (int i = 0; i < count; i++) {
            body.withArray("list").add(i);
        }
        return body;
    }

    private static Schema compiled(String schema) {
        return Schemas.compile(json(schema));
    }

    @Test
    void nobodyLooksForMoreMistakesThanCanBeTold() {
        ObjectNode body = numbers(100_000);

        assertEquals(
                Findings.MAX,
                Schemas.validate(compiled("{'properties':{'list':{'items':{'type':'string'}}}}"), body)
                        .size());
        assertEquals(
                Problems.MAX,
                assertThrows(
                                StorageException.BadRequest.class,
                                () -> accepted("{'properties':{'list':{'items':{'type':'string'}}}}")
                                        .check(body, Set.of()))
                        .problems()
                        .size());
    }

    @Test
    void whatIsWrongWithAlternativesIsNotCounted() {
        ObjectNode body = numbers(10_000);
        String numbers = "{'properties':{'list':{'items':{'type':'number'}}}}";
        String strings = "{'properties':{'list':{'items':{'type':'string'}}}}";

        accepted("{'anyOf':[%s,%s]}".formatted(strings, numbers)).check(body, Set.of());
        accepted("{'not':%s}".formatted(strings)).check(body, Set.of());
        accepted("{'properties':{'list':{'items':{'anyOf':[{'type':'string'},{'type':'number'}]}}}}")
                .check(body, Set.of());
        assertEquals(
                2 * Problems.MAX,
                Schemas.validate(compiled("{'anyOf':[%s,%s]}".formatted(strings, strings)), body)
                        .size());
    }

    @Test
    void mistakesThatDoNotCountDoNotHideOthers() {
        Form form = accepted("{'properties':{'list':{'items':{'type':'string'}}}}");

        assertEquals(
                "This record is too much for the form of its type; make the form simpler, or the record smaller.",
                assertThrows(StorageException.BadRequest.class, () -> form.check(numbers(100_000), Set.of("list")))
                        .getMessage());
        form.check(numbers(100), Set.of("list"));
    }

    @Test
    void aPropertyMayHaveTheNameOfAKeyword() {
        Form form =
                accepted("{'properties':{'$ref':{'type':'string'},'pattern':{'type':'string'}},'default':{'$id':1}}");

        form.check(json("{'$ref':'http://x/','pattern':'('}"), Set.of());
        assertThrows(StorageException.BadRequest.class, () -> form.check(json("{'$ref':1}"), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?=a)b", "(a)\\\\1", "[z-a]", "((a{1000}){1000}){1000}", "a{2000}"})
    void aPatternIsOneOfLinearTime(String pattern) {
        assertEquals(
                true,
                refused("{'properties':{'a':{'pattern':'" + pattern + "'}}}").contains("pattern"));
        assertEquals(
                true, refused("{'patternProperties':{'" + pattern + "':true}}").contains("pattern"));
    }

    @Test
    void aPatternHasALimit() {
        assertEquals(
                "A pattern may have 256 characters and repeat things 1000 times in all; make this one simpler: "
                        + "a".repeat(40) + "…",
                refused("{'pattern':'" + "a".repeat(257) + "'}"));
    }

    @Test
    void aPatternThatWouldTakeJavaForEverIsDoneAtOnce() {
        Form form = accepted("{'properties':{'a':{'pattern':'^(a+)+$'}}}");

        form.check(json("{'a':'" + "a".repeat(4096) + "'}"), Set.of());
        assertThrows(
                StorageException.BadRequest.class,
                () -> form.check(json("{'a':'" + "a".repeat(4095) + "b'}"), Set.of()));
        assertThrows(
                StorageException.BadRequest.class,
                () -> form.check(json("{'a':'" + "a".repeat(4097) + "'}"), Set.of()));
    }

    @Test
    void aSchemaHasALimit() {
        String name = "n".repeat(1000);
        StringBuilder many = new StringBuilder("{'properties':{'a':{}");
        for (int i = 0; i < 70; i++) {
            many.append(",'").append(name).append(i).append("':{}");
        }

        assertEquals("A schema may have up to 65536 bytes, this one has 70573.", refused(many + "}}"));
    }

    @Test
    void aSchemaThatGoesInCirclesEndsNobodysWrite() {
        Form form = accepted("{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a'}}}");

        assertEquals(
                TOO_MUCH,
                assertThrows(StorageException.BadRequest.class, () -> form.check(json("{}"), Set.of()))
                        .getMessage());
    }

    @Test
    void aSchemaThatDoublesItsWorkEndsNobodysWrite() {
        StringBuilder schema = new StringBuilder("{'$ref':'#/$defs/d40','$defs':{'d0':{'type':'object'}");
        for (int i = 1; i <= 40; i++) {
            String before = "{'$ref':'#/$defs/d" + (i - 1) + "'}";
            schema.append(",'d%d':{'allOf':[%s,%s]}".formatted(i, before, before));
        }
        Form form = accepted(schema + "}}");

        assertEquals(
                TOO_MUCH,
                assertThrows(StorageException.BadRequest.class, () -> form.check(json("{}"), Set.of()))
                        .getMessage());
    }

    @Test
    void aRecordThatIsWrongEverywhereIsToldInPart() {
        Form form = accepted("{'properties':{'a':{'items':{'type':'string'}}}}");
        StringBuilder body = new StringBuilder("{'a':[0");
        for (int i = 0; i < 100_000; i++) {
            body.append(",0");
        }

        StorageException.BadRequest refused =
                assertThrows(StorageException.BadRequest.class, () -> form.check(json(body + "]}"), Set.of()));

        assertEquals(64, refused.problems().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'format':'regex'     | A form knows the formats date, date-time, time, email, uri and uuid.
            'x-title':'Name'     | "x-title" is an object of texts, one for each language: en, zh, fr.
            'x-title':{'en':1}   | "x-title" is an object of texts, one for each language: en, zh, fr.
            'x-reference':true   | "x-reference" is the type of the records that may be chosen.
            'x-long':1           | "x-long" is true or false.
            """)
    void ownKeywordsAndFormatsAreChecked(String keyword, String sentence) {
        assertEquals(sentence, refused("{'properties':{'a':{" + keyword + "}}}"));
    }

    @Test
    void definitionsOfTheSchemaItselfAreFollowed() {
        Form form = accepted("{'properties':{'a':{'$ref':'#/$defs/name'}},'$defs':{'name':{'minLength':2}}}");

        assertEquals(
                "a: at least 2 characters are needed.",
                assertThrows(StorageException.BadRequest.class, () -> form.check(json("{'a':'b'}"), Set.of()))
                        .getMessage());
    }

    private static final String TOO_MUCH =
            "This record is too much for the form of its type; make the form simpler, or the record smaller.";

    private static Form accepted(String schema) {
        return Form.of(new RecordId("form/Boat"), body(schema));
    }

    private static String refused(String schema) {
        return refused("form/Boat", body(schema));
    }

    private static String refused(String id, ObjectNode body) {
        return String.valueOf(assertThrows(StorageException.BadRequest.class, () -> Form.of(new RecordId(id), body))
                .getMessage());
    }

    private static ObjectNode body(String schema) {
        return json("{'portal_type':'Form','for':'Boat','schema':" + schema + "}");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonText.read(text.replace('\'', '"'));
    }
}
