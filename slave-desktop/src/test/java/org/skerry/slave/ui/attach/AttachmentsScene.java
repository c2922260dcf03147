package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.local.LocalStorage;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** A record that is open with its files, work that is done when the test says so, and a master that can be away. */
abstract class AttachmentsScene {

    static final RecordId SHIP = new RecordId("ship");
    static final byte[] PDF = "%PDF".getBytes(StandardCharsets.US_ASCII);
    static final RecordId OTHER = new RecordId("other");

    @TempDir
    Path folder;

    final TestTasks tasks = new TestTasks();
    final FakeRecord record = new FakeRecord();
    final List<Path> opened = new ArrayList<>();
    Instant now = Instant.parse("2026-11-28T10:00:00Z");
    Storage storage;
    HeldTransfers transfers;
    AttachmentsViewModel files;

    @BeforeEach
    void open() throws IOException {
        storage = LocalStorage.open(Files.createDirectory(folder.resolve("data")));
        storage.put(SHIP, JsonText.object().put("title", "Seagull"));
        storage.put(OTHER, JsonText.object().put("title", "Heron"));
        transfers = new HeldTransfers(storage);
        files = new AttachmentsViewModel(
                storage, transfers, tasks.tasks(), clock(), opened::add, FilePlaces.in(folder), record);
        show(SHIP);
    }

    @AfterEach
    void close() {
        files.finish();
        storage.close();
    }

    InstantSource clock() {
        return () -> now;
    }

    void show(RecordId id) {
        record.open = Optional.of(id);
        files.refresh();
        tasks.all();
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    void attach(Path... chosen) {
        files.attach(List.of(chosen));
        tasks.all();
    }

    List<String> names() {
        return files.files().stream().map(AttachedFile::name).toList();
    }

    List<Parcel> parcels() {
        return files.courier().parcels();
    }

    String text(RecordId id, String name) {
        return new String(storage.getAttachment(id, name, ByteRange.ALL).bytes(), StandardCharsets.UTF_8);
    }

    static String said(Sentence sentence) {
        return Texts.in(Language.ENGLISH, sentence);
    }

    void answer(Optional<Note> note, String id) {
        note.orElseThrow().answers().stream()
                .filter(answer -> answer.id().equals("attach-" + id))
                .findFirst()
                .orElseThrow()
                .action()
                .run();
        tasks.all();
    }

    String news() {
        return files.notes().news().get().map(note -> said(note.text())).orElse("");
    }

    /** Answers, and does nothing of what follows yet. */
    void answerWithoutWork(String id) {
        files.notes().question().get().orElseThrow().answers().stream()
                .filter(answer -> answer.id().equals("attach-" + id))
                .forEach(answer -> answer.action().run());
    }
}
