package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ChangeFeedContract;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;

class LocalStorageTest extends ChangeFeedContract {

    @TempDir
    Path folder;

    @Override
    protected Storage open() {
        return LocalStorage.open(folder);
    }

    @Test
    void recordsComeInCodeUnitOrderOfTheirIds() {
        List<String> ordered = List.of(
                "",
                "10",
                "9",
                "B",
                "a",
                "a\u0000",
                "a\u0000😀",
                "a\u0001",
                "a😀",
                "a\uE000",
                "b",
                "测",
                "😀",
                "😀a",
                "😁",
                "\uE000",
                "\uFB01",
                "\uFFFF");
        List<String> ids = ordered.subList(1, ordered.size());

        ids.reversed().forEach(id -> storage.put(id(id), json("{}")));

        assertEquals(ids.stream().sorted().toList(), ids);
        assertEquals(
                ids,
                storage.allDocs(AllDocs.EVERYTHING).rows().stream()
                        .map(row -> row.id().text())
                        .toList());
    }

    @Test
    void attachmentOfAMissingRecordLeavesNoFile() throws IOException {
        Write attach = new Write.PutAttachment(id("x"), "a", text("content"));
        WriteKey key = new WriteKey.Numbered("w", 1);

        assertThrows(StorageException.NotFound.class, () -> storage.apply(attach, key));
        assertFalse(Files.exists(folder.resolve("blobs")));

        storage.put(id("x"), json("{}"));
        storage.apply(attach, key);
        storage.remove(id("x"));
        storage.apply(attach, key);
        assertThrows(StorageException.NotFound.class, () -> storage.allAttachments(id("x")));
    }
}
