package org.skerry.jio.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.jio.ChangeFeedContract;
import org.skerry.jio.Storage;
import org.skerry.jio.query.AllDocs;

class MemoryStorageTest extends ChangeFeedContract {

    @Override
    protected Storage open() {
        return new MemoryStorage();
    }

    private List<String> idsInOrder() {
        return storage.allDocs(AllDocs.EVERYTHING).rows().stream()
                .map(row -> row.id().text())
                .toList();
    }

    @Test
    void recordsComeInTheOrderOfAJavaScriptObject() {
        for (String id : List.of("b", "10", "a", "9", "01", "4294967294", "4294967295", "-1", "0")) {
            storage.put(id(id), json("{}"));
        }

        assertEquals(List.of("0", "9", "10", "4294967294", "b", "a", "01", "4294967295", "-1"), idsInOrder());
    }

    @Test
    void putKeepsThePlaceOfARecord() {
        storage.put(id("b"), json("{}"));
        storage.put(id("a"), json("{}"));
        storage.put(id("b"), json("{'n':2}"));
        storage.putAttachment(id("b"), "n", text("1"));
        assertEquals(List.of("b", "a"), idsInOrder());

        storage.remove(id("b"));
        storage.put(id("b"), json("{}"));
        assertEquals(List.of("a", "b"), idsInOrder());
    }
}
