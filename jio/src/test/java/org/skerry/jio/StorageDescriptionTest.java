package org.skerry.jio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.memory.MemoryStorage;
import tools.jackson.databind.node.ObjectNode;

class StorageDescriptionTest {

    private final List<String> built = new ArrayList<>();

    private final Map<String, Function<ObjectNode, Storage>> constructors = Map.of(
            "memory", this::record,
            "local", this::record,
            "erp5",
                    description -> {
                        StorageDescription.checkKeys(description, Set.of("url"));
                        return record(description);
                    });

    private Storage record(ObjectNode description) {
        built.add(JsonText.write(description).replace('"', '\''));
        return new MemoryStorage();
    }

    private String refusal(String description) {
        String message = assertThrows(
                        StorageException.BadRequest.class,
                        () -> StorageDescription.build(JsonText.read(description.replace('\'', '"')), constructors)
                                .close())
                .getMessage();
        assertEquals(List.of(), built);
        return message;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'local'}",
                "{'type':'indexeddb','database':'serverless'}",
                "{'type':'query','sub_storage':{'type':'local'}}",
                "{'type':'query','sub_storage':{'type':'uuid','sub_storage':{'type':'indexeddb','database':'serverless'}}}"
            })
    void descriptionsOfTheDiskStandForLocal(String description) {
        StorageDescription.build(JsonText.read(description.replace('\'', '"')), constructors)
                .close();

        assertEquals(List.of("{'type':'local'}"), built);
    }

    @Test
    void wrappedMemoryStandsForMemory() {
        StorageDescription.build(
                        JsonText.read(
                                "{\"type\":\"query\",\"sub_storage\":{\"type\":\"uuid\",\"sub_storage\":{\"type\":\"memory\"}}}"),
                        constructors)
                .close();

        assertEquals(List.of("{'type':'memory'}"), built);
    }

    @Test
    void constructorGetsItsOwnDescription() {
        StorageDescription.build(JsonText.read("{\"type\":\"erp5\",\"url\":\"https://erp5\"}"), constructors)
                .close();

        assertEquals(List.of("{'type':'erp5','url':'https://erp5'}"), built);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | Invalid storage description",
                "[] | Invalid storage description",
                "null | Invalid storage description",
                "{'type':5} | Invalid storage description",
                "{'type':'query','sub_storage':7} | Invalid storage description",
                "{'type':'nope'} | Unknown storage 'nope'",
                "{'type':'uuid','sub_storage':{'type':'nope'}} | Unknown storage 'nope'",
                "{'type':'Local'} | Unknown storage 'Local'",
                "{'type':'query'} | Storage 'query' needs a 'sub_storage'",
                "{'type':'local','sessiononly':true} | Unknown key 'sessiononly' in the description of storage 'local'",
                "{'type':'memory','x':1} | Unknown key 'x' in the description of storage 'memory'",
                "{'type':'erp5','urll':1} | Unknown key 'urll' in the description of storage 'erp5'",
                "{'type':'query','schema':{},'sub_storage':{'type':'memory'}} | Unknown key 'schema' in the description of storage 'query'",
                "{'type':'indexeddb'} | IndexedDBStorage 'database' description property must be a non-empty string",
                "{'type':'indexeddb','database':''} | IndexedDBStorage 'database' description property must be a non-empty string"
            })
    void wrongDescriptionsAreRefusedByName(String description, String message) {
        assertEquals(message, refusal(description));
    }

    @Test
    void deepNestingIsRefused() {
        String wrapping = "{'type':'uuid','sub_storage':";

        assertEquals(
                "A storage description may be nested up to 16 levels deep.",
                refusal(wrapping.repeat(16) + "{'type':'memory'}" + "}".repeat(16)));
    }
}
