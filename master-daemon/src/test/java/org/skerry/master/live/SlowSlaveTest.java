package org.skerry.master.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.node.ArrayNode;

/** A slave that does not read what it wanted to be told. */
@Timeout(120)
class SlowSlaveTest {

    /** More than the storage remembers. */
    private static final int WRITES = 60_000;

    /** What waits for a slave, with what is under way in its channel and the notices of one round. */
    private static final long MOST_BYTES = 1024 * 1024;

    private final MemoryStorage storage = new MemoryStorage();
    private final LiveDesk desk = new LiveDesk(storage);

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void itCostsLittleAndKeepsNobodyWaitingAndIsToldToAskAnew() throws Exception {
        desk.queries.start();
        MessageChannel slow = slowSlave();
        Set<String> heard = ConcurrentHashMap.newKeySet();
        AtomicBoolean wasReset = new AtomicBoolean();
        PeerSession other = desk.connect();
        other.onLive(new PeerSession.LiveListener() {
            @Override
            public void told(Message.Live notice) {
                wasReset.compareAndSet(false, notice.reset());
                notice.rows().forEach(row -> heard.add(row.id().text()));
            }

            @Override
            public void ended() {
                // the test closes it
            }
        });
        other.call(new Call("subscribe", (ArrayNode) JsonText.read("[1,{}]")), LiveDesk.PATIENCE);

        for (int i = 0; i < WRITES; i++) {
            storage.put(new RecordId("r" + i), JsonText.object().put("text", "x".repeat(200)));
            if (i % 500 == 499) { // as fast as they are told to who reads
                awaitHeard(heard, i + 1);
            }
        }

        assertEquals(WRITES, heard.size());
        assertTrue(!wasReset.get(), "who reads was told to ask anew");
        long bytes = 0;
        String text = "";
        while (!text.contains("\"reset\":true")) {
            Frame frame = slow.receive().orElseThrow();
            text = new String(frame.bytes(), StandardCharsets.UTF_8);
            bytes += frame.bytes().length;
        }
        assertTrue(bytes < MOST_BYTES, bytes + " bytes waited");
        storage.put(new RecordId("last"), JsonText.object());
        String news = new String(slow.receive().orElseThrow().bytes(), StandardCharsets.UTF_8);
        assertTrue(news.contains("\"rows\":[{\"id\":\"last\",\"went\":\"in\",\"value\":{},\"doc\":{}}]"), news);
        other.close();
        slow.close();
    }

    private static void awaitHeard(Set<String> heard, int count) throws InterruptedException {
        long deadline = System.nanoTime() + LiveDesk.PATIENCE.toNanos();
        while (heard.size() < count && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertEquals(count, heard.size());
    }

    /** It has asked for everything, and does not read from here on. */
    private MessageChannel slowSlave() throws InterruptedException {
        ChannelPair channels = new ChannelPair(262_144, 64 * 1024);
        desk.serve(channels.second());
        MessageChannel slave = channels.first();
        slave.send(
                Frame.text("{\"type\":\"hello\",\"version\":1,\"features\":[\"batch\",\"live\"]}"), LiveDesk.PATIENCE);
        slave.receive();
        slave.send(
                Frame.text("{\"id\":1,\"type\":\"jio_query\",\"method_name\":\"subscribe\","
                        + "\"argument_list\":[1,{\"include_docs\":true}]}"),
                LiveDesk.PATIENCE);
        slave.receive();
        return slave;
    }
}
