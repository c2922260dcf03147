package org.skerry.master.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.Sequence;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageContract;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.node.ObjectNode;

class FormStorageTest extends StorageContract {

    private final MemoryStorage memory = new MemoryStorage();

    @Override
    protected Storage open() {
        return new FormStorage(memory);
    }

    @Test
    void allProblemsAreNamedAtOnceByTheTitlesOfTheirFields() {
        putForm("Boat", """
                {'required':['name'],'properties':{
                  'name':{'type':'string','title':'Name'},
                  'length':{'type':'number','x-title':{'en':'Length','fr':'Longueur'}}}}""");

        StorageException.BadRequest refused = refused("{'portal_type':'Boat','length':'long'}");

        assertEquals("Name: this is needed. Length: a number is needed.", refused.getMessage());
        assertEquals(
                List.of(new FieldProblem("name", "required", ""), new FieldProblem("length", "type", "number")),
                refused.problems());
        assertThrows(StorageException.NotFound.class, () -> storage.get(id("boat")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'type':'integer'                  | 1.5            | type integer             | a whole number is needed
            'type':['integer','null']         | 'x'            | type integer, null       | a whole number or null is needed
            'type':'boolean'                  | 1              | type boolean             | true or false is needed
            'enum':['a','b']                  | 'c'            | enum a, b                | choose one of a, b
            'enum':[1,2]                      | 3              | enum                     | choose one of those that the form offers
            'const':4                         | 3              | const 4                  | this has to be 4
            'minimum':4                       | 3              | minimum 4                | at least 4 is needed
            'maximum':4                       | 5              | maximum 4                | at most 4 is allowed
            'exclusiveMinimum':4              | 4              | exclusiveMinimum 4       | more than 4 is needed
            'exclusiveMaximum':4              | 4              | exclusiveMaximum 4       | less than 4 is needed
            'multipleOf':4                    | 5              | multipleOf 4             | a multiple of 4 is needed
            'minLength':4                     | 'abc'          | minLength 4              | at least 4 characters are needed
            'maxLength':2                     | 'abc'          | maxLength 2              | at most 2 characters are allowed
            'pattern':'^[a-c]+$'              | 'abcd'         | pattern ^[a-c]+$         | this is not written as the form asks, ^[a-c]+$
            'format':'date'                   | '2026-02-30'   | format date              | a day like 2026-12-24 is needed
            'format':'date-time'              | '2026-02-03'   | format date-time         | a day and a time like 2026-12-24T18:00:00Z is needed
            'format':'email'                  | 'me'           | format email             | an e-mail address is needed
            'minItems':2                      | [1]            | minItems 2               | at least 2 entries are needed
            'maxItems':1                      | [1,2]          | maxItems 1               | at most 1 entries are allowed
            'uniqueItems':true                | [1,1]          | uniqueItems true         | nothing may be there twice
            'not':{'type':'number'}           | 1              | not                      | this does not fit the form
            """)
    void eachKindOfProblemIsTold(String schema, String value, String problem, String wish) {
        putForm("Boat", "{'properties':{'f':{'title':'Field'," + schema + "}}}");

        StorageException.BadRequest refused = refused("{'portal_type':'Boat','f':" + value + "}");

        assertEquals("Field: " + wish + ".", refused.getMessage());
        assertEquals(
                List.of("f " + problem),
                refused.problems().stream()
                        .map(one -> (one.field() + " " + one.kind() + " " + one.expected()).strip())
                        .toList());
    }

    @Test
    void whoDoesNotSeeAFieldIsNotAskedForIt() {
        putForm("Boat", "{'required':['name','secret']}");
        storage.put(id("boat"), json("{'portal_type':'Boat','name':'Li','secret':1}"));
        Caller caller =
                new Caller(new RecordView(Query.ALL, Query.ALL, Set.of("secret"), Optional.empty()), "", "", "");
        Write write = new Write.Put(id("boat"), json("{'portal_type':'Boat','name':'An'}"), Expected.ANY);

        storage.apply(write, WriteKey.NONE, caller);

        assertEquals(json("{'portal_type':'Boat','name':'An','secret':1}"), storage.get(id("boat")));
    }

    @Test
    void aTypeInAListHasAFormToo() {
        putForm("Boat", "{'required':['name']}");

        refused("{'portal_type':['Boat']}");
        refused("{'portal_type':['Port','Boat']}");
        refused("{'portal_type':{'content':'Boat'}}");
        refused("{'portal_type':['Form'],'for':'Boat'}");
        storage.put(id("free"), json("{'portal_type':['Port',7,null]}"));
    }

    @Test
    void whoMayNotSeeTheFormIsToldNothingOfIt() {
        Query ports = new Query.Compare("portal_type", Query.Operator.EQUAL, "Port");
        Caller caller = new Caller(new RecordView(ports, ports, Set.of(), Optional.empty()), "", "", "");
        putForm("Ship", "{'required':['captain']}");
        Write ship = new Write.Put(id("s"), json("{'portal_type':'Ship'}"), Expected.ANY);

        assertThrows(StorageException.Forbidden.class, () -> storage.apply(ship, WriteKey.NONE, caller));
        assertThrows(StorageException.BadRequest.class, () -> storage.apply(ship, WriteKey.NONE));
    }

    @Test
    void whatIsInsideAListIsNamedByItsPlace() {
        putForm(
                "Boat",
                "{'properties':{'crew':{'title':'Crew','items':{'type':'string'}}},'additionalProperties':false}");

        StorageException.BadRequest refused = refused("{'crew':['Li',2],'sails':3,'portal_type':'Boat'}");

        assertEquals(
                List.of("crew/1 type", "sails additionalProperties"),
                refused.problems().stream()
                        .map(one -> one.field() + " " + one.kind())
                        .sorted()
                        .toList());
    }

    @Test
    void aSentenceNamesTheFirstFieldsAndCountsTheOthers() {
        String fields = IntStream.range(0, 10).mapToObj(i -> "'f" + i + "'").collect(Collectors.joining(","));
        putForm("Boat", "{'required':[" + fields + "]}");

        StorageException.BadRequest refused = refused("{'portal_type':'Boat'}");

        assertEquals(
                IntStream.range(0, 8)
                                .mapToObj(i -> "f" + i + ": this is needed. ")
                                .collect(Collectors.joining()) + "There are 2 more.",
                refused.getMessage());
        assertEquals(10, refused.problems().size());
    }

    @Test
    void whatFitsIsWrittenAndTypesWithoutAFormAreFree() {
        putForm("Boat", "{'properties':{'length':{'type':'number'}},'required':['length']}");

        storage.put(id("a"), json("{'portal_type':'Boat','length':3,'more':[]}"));
        storage.put(id("b"), json("{'portal_type':'Crate','length':'x'}"));
        storage.put(id("c"), json("{'portal_type':7}"));
        storage.put(id("d"), json("{'portal_type':'" + "long ".repeat(300) + "'}"));

        assertEquals(5, storage.count());
    }

    @Test
    void aFormHoldsFromTheMomentItIsWrittenUntilItIsRemoved() {
        ObjectNode boat = json("{'portal_type':'Boat'}");
        storage.put(id("boat"), boat);
        putForm("Boat", "{'required':['name']}");
        assertEquals("name: this is needed.", refused("{'portal_type':'Boat'}").getMessage());

        putForm("Boat", "{'required':['length']}");
        assertEquals(
                "length: this is needed.", refused("{'portal_type':'Boat'}").getMessage());

        storage.remove(id("form/Boat"));
        storage.put(id("boat"), boat);
        assertEquals(boat, storage.get(id("boat")));
    }

    @Test
    void aFormThatCannotBeWorkedWithIsNone() {
        memory.put(id("form/Boat"), json("{'portal_type':'Form','for':'Boat','schema':{'$ref':'http://localhost/'}}"));

        storage.put(id("boat"), json("{'portal_type':'Boat'}"));

        assertEquals(2, storage.count());
    }

    @Test
    void aWriteThatIsRepeatedUnderItsKeyIsDoneOnce() {
        putForm("Boat", "{'required':['name']}");
        Write write = new Write.Put(id("boat"), json("{'portal_type':'Boat','name':'Li'}"), Expected.ABSENT);
        WriteKey key = new WriteKey.Numbered("w", 1);

        storage.apply(write, key);
        storage.apply(write, key);

        assertEquals(2, storage.count());
    }

    @Test
    void whatIsRestoredHasToFitTodaysForm(@TempDir Path folder) {
        try (Storage records = new FormStorage(LocalStorage.open(folder))) {
            records.put(id("boat"), json("{'portal_type':'Boat','wage':1}"));
            records.put(id("boat"), json("{'portal_type':'Boat','name':'Li'}"));
            records.put(id("form/Boat"), form("Boat", "{'required':['name']}"));
            records.put(id("form/Boat"), form("Boat", "{'required':['length']}"));
            records.put(id("boat"), json("{'portal_type':'Boat','length':3}"));
            Write oldest = new Write.Restore(id("boat"), new Sequence(1), Expected.ANY);
            Write named = new Write.Restore(id("boat"), new Sequence(2), Expected.ANY);

            StorageException.BadRequest refused =
                    assertThrows(StorageException.BadRequest.class, () -> records.apply(named, WriteKey.NONE));
            assertEquals(
                    "This version does not fit today's form any more: length: this is needed.", refused.getMessage());
            assertEquals(
                    List.of("length required"),
                    refused.problems().stream()
                            .map(one -> one.field() + " " + one.kind())
                            .toList());

            records.apply(new Write.Restore(id("form/Boat"), new Sequence(3), Expected.ANY), WriteKey.NONE);
            assertThrows(StorageException.BadRequest.class, () -> records.apply(oldest, WriteKey.NONE));
            records.apply(named, WriteKey.NONE);

            assertEquals(json("{'portal_type':'Boat','name':'Li'}"), records.get(id("boat")));
            assertThrows(
                    StorageException.NotFound.class,
                    () -> records.apply(new Write.Restore(id("boat"), new Sequence(99), Expected.ANY), WriteKey.NONE));
        }
    }

    private void putForm(String type, String schema) {
        storage.put(id("form/" + type), form(type, schema));
    }

    private static ObjectNode form(String type, String schema) {
        return json("{'portal_type':'Form','for':'" + type + "','schema':" + schema + "}");
    }

    private StorageException.BadRequest refused(String body) {
        return assertThrows(StorageException.BadRequest.class, () -> storage.put(id("boat"), json(body)));
    }
}
