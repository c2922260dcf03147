package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Caller;
import org.skerry.jio.ChangeFeedContract;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.RecordView;

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

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void refusedAttachmentLeavesNoFile() throws IOException {
        String kept = Signature.of("kept".getBytes(StandardCharsets.UTF_8));
        WriteKey key = new WriteKey.Numbered("w", 1);
        storage.put(id("x"), json("{'secret':1}"));
        storage.apply(new Write.PutAttachment(id("x"), "a", text("kept")), key);

        for (String content : List.of("other", "kept")) {
            assertThrows(
                    StorageException.Conflict.class,
                    () -> storage.apply(new Write.PutAttachment(id("x"), "b", text(content)), key));
        }
        assertEquals(List.of(kept), contents());
    }

    @Test
    void attachmentOfARecordThatIsNotSeenIsNeverWritten() throws IOException {
        RecordView view = new RecordView(
                new Query.Compare("secret", Query.Operator.EQUAL, "0"), Query.ALL, Set.of(), Optional.empty());
        storage.put(id("x"), json("{'secret':'1'}"));

        assertThrows(
                StorageException.NotFound.class,
                () -> storage.apply(
                        new Write.PutAttachment(id("x"), "a", text("content")),
                        WriteKey.NONE,
                        new Caller(view, "", "front desk", "k")));

        assertFalse(Files.exists(folder.resolve("blobs")));
    }
}
