package org.skerry.master.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;
import org.skerry.master.forms.FormStorage;

@Timeout(30)
class StorageProbeTest {

    @TempDir
    private Path folder;

    @Test
    void readsAndCounts() {
        try (var storage = new FormStorage(LocalStorage.open(folder))) {
            StorageProbe probe = new StorageProbe(storage);
            assertEquals(-1, probe.records());

            probe.ask();
            assertEquals(0, probe.records());

            storage.put(new RecordId("a"), JsonText.object());
            probe.ask();
            assertEquals(1, probe.records());
        }
    }

    @Test
    void theWriterAnswersAndWritesNothing() throws IOException {
        try (var storage = new FormStorage(LocalStorage.open(folder))) {
            storage.put(new RecordId("a"), JsonText.object());
            long log = Files.size(folder.resolve("records.sqlite-wal"));
            long last = storage.feed().last().number();

            for (int i = 0; i < 100; i++) {
                StorageProbe.askWriter(storage);
            }

            assertEquals(last, storage.feed().last().number());
            assertEquals(log, Files.size(folder.resolve("records.sqlite-wal")));
        }
    }

    @Test
    void aStorageThatHasEndedDoesNotAnswer() {
        FormStorage storage = new FormStorage(LocalStorage.open(folder));
        StorageProbe probe = new StorageProbe(storage);
        storage.close();

        assertThrows(StorageException.Unreachable.class, probe::ask);
        assertThrows(StorageException.Unreachable.class, () -> StorageProbe.askWriter(storage));
    }
}
