package org.skerry.master.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.master.broadcaster.Arrival;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.ChannelPair;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.signal.PeerId;

@Timeout(60)
class PeerRegistryTest {

    private final List<String> left = new CopyOnWriteArrayList<>();

    private final class Named implements SlaveService {

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public PeerSession.RequestHandler handler(Supplier<PeerSession> session) {
            return query -> null;
        }

        @Override
        public Message.Feed feed(Message.Feed whole) {
            return whole;
        }

        @Override
        public void left() {
            left.add(name);
        }
    }

    @Test
    void whatServesTheSecondOfTheSameNameIsToldThatItIsGone() {
        try (PeerRegistry slaves = new PeerRegistry(
                slave -> Optional.of(new Named(slave.name())),
                slave -> Message.Hello.master("Site A", new Message.Feed("f", 1), true),
                Clock.systemUTC())) {
            PeerId id = PeerId.random();
            connect(slaves, id, "first");
            connect(slaves, id, "second");

            assertEquals(List.of("second"), left);
            assertEquals(1, slaves.count());
        }
    }

    private static void connect(PeerRegistry slaves, PeerId id, String name) {
        slaves.connected(
                new Arrival(id, name, Optional.empty(), InetAddress.getLoopbackAddress()), new ChannelPair().second());
    }
}
