package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;

/** Files of a record that are opened and saved. */
class CopiesTest extends AttachmentsScene {

    @Test
    void aCopyIsOpenedUnderASafeNameOnceFetched() throws IOException {
        storage.putAttachment(SHIP, "../a/plan.pdf", new Attachment("", PDF));
        show(SHIP);

        files.open(files.files().getFirst());
        tasks.all();
        files.open(files.files().getFirst());
        tasks.all();

        assertEquals(List.of("../a/plan.pdf"), transfers.begun());
        assertEquals(
                List.of("_a_plan.pdf", "_a_plan.pdf"),
                opened.stream().map(file -> file.getFileName().toString()).toList());
        assertArrayEquals(PDF, Files.readAllBytes(opened.getFirst()));
        assertEquals(List.of(), parcels());
        assertTrue(opened.getFirst().startsWith(folder.resolve("copies")));
        files.finish();
        assertFalse(Files.exists(opened.getFirst()));
    }

    @Test
    void whatIsBeingSavedCanBeOpenedMeanwhile() {
        storage.putAttachment(SHIP, "plan.pdf", new Attachment("", PDF));
        show(SHIP);
        AttachedFile plan = files.files().getFirst();

        files.save(plan, folder.resolve("kept.pdf"));
        files.open(plan);
        tasks.all();

        assertEquals(1, opened.size());
        assertTrue(Files.exists(folder.resolve("kept.pdf")));
    }

    @Test
    void whatACrashLeftIsDeletedAtTheNextStart() throws IOException {
        storage.putAttachment(SHIP, "plan.pdf", new Attachment("", PDF));
        show(SHIP);
        files.open(files.files().getFirst());
        tasks.all();
        assertTrue(Files.exists(opened.getFirst()));

        FilePlaces.in(folder).clear();

        assertFalse(Files.exists(folder.resolve("copies")));
    }

    @Test
    void afterTheEndNoCopyIsMade() {
        storage.putAttachment(SHIP, "plan.pdf", new Attachment("", PDF));
        show(SHIP);
        files.finish();

        files.open(files.files().getFirst());
        tasks.all();

        assertEquals(List.of(), opened);
        assertFalse(Files.exists(folder.resolve("copies")));
    }

    @Test
    void whatIsNotWhatItsNameSaysIsNotOpened() {
        storage.putAttachment(SHIP, "a.txt", new Attachment("", "<html><script>".getBytes(StandardCharsets.UTF_8)));
        show(SHIP);
        List<AttachedFile> wanted = new ArrayList<>();
        files.onSaveWanted(wanted::add);

        files.open(files.files().getFirst());
        tasks.all();
        assertTrue(news().startsWith("What is in this file is not what its name says"), news());
        answer(files.notes().news().get(), "save");

        assertEquals(List.of(), opened);
        assertEquals(files.files(), wanted);
    }

    @Test
    void aCopyIsKnownByTheContentThatCame() throws IOException {
        Attachment first = new Attachment("", PDF);
        storage.putAttachment(SHIP, "a.pdf", first);
        show(SHIP);
        storage.putAttachment(
                SHIP, "a.pdf", new Attachment("", "%PDF 2".getBytes(StandardCharsets.US_ASCII))); // not listed yet
        files.open(files.files().getFirst());
        tasks.all();
        storage.putAttachment(SHIP, "a.pdf", first);

        files.open(files.files().getFirst());
        tasks.all();

        assertArrayEquals("%PDF 2".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(opened.getFirst()));
        assertArrayEquals(PDF, Files.readAllBytes(opened.getLast()));
    }

    @Test
    void twoFilesSavedToOnePlaceDoNotReplaceEachOther() throws IOException {
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        storage.putAttachment(SHIP, "b", new Attachment("", new byte[] {2}));
        show(SHIP);
        Path target = folder.resolve("kept");

        files.save(files.files().getFirst(), target);
        files.save(files.files().getLast(), target);
        assertEquals(
                "This file is being saved there already.",
                said(parcels().getLast().text().get()));
        tasks.all();
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
        files.save(files.files().getLast(), target); // the user was asked and agreed
        tasks.all();

        assertArrayEquals(new byte[] {2}, Files.readAllBytes(target));
    }

    @Test
    void whatWasSavedThereByAnotherProgramMeanwhileStays() throws IOException {
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);
        Path target = folder.resolve("kept");
        files.save(files.files().getFirst(), target);
        Files.writeString(target, "theirs");
        tasks.all();

        assertEquals("theirs", Files.readString(target));
        assertEquals(
                "Something else was saved under this name meanwhile. Choose another name.",
                said(parcels().getFirst().text().get()));
        assertFalse(parcels().getFirst().mayRepeat());
    }

    @Test
    void aProgramIsNotOpenedButMayBeSaved() throws IOException {
        storage.putAttachment(SHIP, "invoice.pdf\u202e.exe ", new Attachment("", new byte[] {7}));
        show(SHIP);
        List<AttachedFile> wanted = new ArrayList<>();
        files.onSaveWanted(wanted::add);
        AttachedFile program = files.files().getFirst();

        files.open(program);
        tasks.all();
        assertTrue(news().startsWith("This is a program or a script"), news());
        answer(files.notes().news().get(), "save");
        assertEquals(List.of(program), wanted);
        Path target = folder.resolve("kept.exe");
        files.save(program, target);
        tasks.all();

        assertEquals(List.of(), opened);
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(target));
        assertEquals("Saved: " + target, said(parcels().getFirst().text().get()));
        now = now.plusSeconds(60);
        files.tick();
        assertEquals(List.of(), parcels());
    }
}
