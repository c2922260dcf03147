package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Attachment;
import org.skerry.jio.RecordId;

/** Nobody leaves by accident while a file is not attached yet. */
class LeavingWithFilesTest extends AttachmentsScene {

    @Test
    void leavingWithFilesOnTheirWayAsksOnce() throws IOException {
        List<String> left = new ArrayList<>();
        files.depart(() -> left.add("at once"));
        files.attach(List.of(file("a", "x")));
        tasks.next();

        files.depart(() -> left.add("too early"));
        assertTrue(said(files.notes().question().get().orElseThrow().text()).startsWith("A file is on the way."));
        answerWithoutWork("stay");
        files.depart(() -> left.add("asked"));
        answerWithoutWork("leave");

        assertEquals(List.of("at once", "asked"), left);
    }

    @Test
    void aQuestionWaitsForTheOneBeforeIt() throws IOException {
        List<String> left = new ArrayList<>();
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        show(SHIP);
        attach(file("a", "mine"));
        files.remove(files.files().getFirst());
        assertEquals("attach-keep", firstAnswer());

        files.depart(() -> left.add("too early"));
        assertEquals("attach-stay", firstAnswer());
        answer(files.notes().question().get(), "stay");
        assertEquals("attach-keep", firstAnswer());
        answer(files.notes().question().get(), "keep");
        answer(files.notes().question().get(), "both");

        assertEquals(List.of(), left);
        assertEquals("mine", text(SHIP, "a (2)"));
        assertTrue(files.notes().question().get().isEmpty());
    }

    @Test
    void leavingWithAFileThatNobodyDecidedAboutAsks() throws IOException {
        List<String> left = new ArrayList<>();
        storage.putAttachment(SHIP, "a", new Attachment("", new byte[] {1}));
        attach(file("a", "mine"));

        files.depart(() -> left.add("too early"));
        assertTrue(said(files.notes().question().get().orElseThrow().text()).startsWith("A file is not attached yet"));
        assertEquals(List.of(), left);
        files.depart(() -> left.add("insisted"));

        assertEquals(List.of("insisted"), left);
    }

    @Test
    void leavingWhileAFileIsLookedAtAsks() throws IOException {
        List<String> left = new ArrayList<>();
        files.attach(List.of(file("a", "x")));

        files.depart(() -> left.add("too early"));
        assertEquals("attach-stay", firstAnswer());
        answer(files.notes().question().get(), "stay");
        assertEquals(List.of("a"), names());
        files.depart(() -> left.add("when it was there"));

        assertEquals(List.of("when it was there"), left);
    }

    @Test
    void leavingWithAFileThatWaitsForItsRecordAsks() throws IOException {
        List<String> left = new ArrayList<>();
        record.isOnMaster = false;
        show(new RecordId("fresh"));
        attach(file("a", "x"));

        files.depart(() -> left.add("too early"));

        assertEquals("attach-stay", firstAnswer());
        assertEquals(List.of(), left);
    }

    private String firstAnswer() {
        return files.notes().question().get().orElseThrow().answers().getFirst().id();
    }
}
