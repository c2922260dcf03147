package org.skerry.protocol.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.Signature;

class PartFileTest {

    @TempDir
    private Path folder;

    @Test
    void whoIsInterruptedWhenTheFileIsThereHasTheFile() throws Exception {
        byte[] content = "hello".getBytes(StandardCharsets.US_ASCII);
        Path target = folder.resolve("a");
        AttachmentInfo info = new AttachmentInfo(Signature.of(content), content.length, "");
        try (PartFile part = PartFile.open(target, info, new Transfer(progress -> {}))) {
            part.write(content, 0, content.length);
            part.finish();

            Thread.currentThread().interrupt();
            part.become(target);

            assertEquals(true, Thread.interrupted(), "it is still known");
            part.discard();
        }

        assertArrayEquals(content, Files.readAllBytes(target));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(target), files.toList());
        }
    }

    @Test
    void whatCameOfATransferThatFailedCanBeThrownAway() throws Exception {
        AttachmentInfo info = new AttachmentInfo(Signature.of(new byte[9]), 9, "");
        Path other = Files.writeString(folder.resolve("a.0123456789ab.part"), "of another content");
        Transfer transfer = new Transfer(progress -> {});
        try (PartFile part = PartFile.open(folder.resolve("a"), info, transfer)) {
            part.write(new byte[4], 0, 4);
        }

        transfer.discard();

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(other), files.toList());
        }
    }

    @Test
    void aLinkThatLiesInThePlaceOfThePartIsNotFollowed() throws Exception {
        byte[] content = "hello".getBytes(StandardCharsets.US_ASCII);
        AttachmentInfo info = new AttachmentInfo(Signature.of(content), content.length, "");
        Path precious = Files.writeString(folder.resolve("precious"), "much longer than the attachment");
        Path target = folder.resolve("a");
        Path link = folder.resolve("a.%s.part".formatted(info.sha256().substring(0, 12)));
        Files.createSymbolicLink(link, precious);

        try (PartFile part = PartFile.open(target, info, new Transfer(progress -> {}))) {
            part.write(content, 0, content.length);
            part.finish();
            part.become(target);
        }

        assertEquals("much longer than the attachment", Files.readString(precious));
        assertArrayEquals(content, Files.readAllBytes(target));
    }
}
