package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.slave.link.MasterLink;

/** A slave hears of what another one writes, also after its master was away. */
@Tag("system")
@Timeout(180)
final class ChangeNoticesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void aSlaveIsToldOfAnothersWriteAndAgainAfterARestart() throws Exception {
        MasterProcess master = MasterProcess.start(folder.resolve("data"));
        try (Slaves slaves = new Slaves()) {
            MasterLink reader = slaves.join(master.address());
            BlockingQueue<Message.Feed> heard = new LinkedBlockingQueue<>();
            reader.onFeed(heard::add);
            var writer = new PeerStorage(slaves.join(master.address()), PATIENCE, PeerStorage.randomWriter());
            String feed = next(heard).id();

            writer.post(JsonText.object());
            Message.Feed written = next(heard);
            master.stop();
            master = master.restart();
            Message.Feed again = next(heard);
            writer.post(JsonText.object());
            Message.Feed writtenAgain = next(heard);

            assertEquals(new Message.Feed(feed, 1), written);
            assertEquals(written, again);
            assertEquals(new Message.Feed(feed, 2), writtenAgain);
        } finally {
            master.close();
        }
    }

    private static Message.Feed next(BlockingQueue<Message.Feed> heard) throws InterruptedException {
        Message.@Nullable Feed next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told in time");
        }
        return next;
    }
}
