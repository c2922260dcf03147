package org.skerry.slave;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.skerry.jio.Storage;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.storage.PeerStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.SlaveKeys;
import org.skerry.slave.link.WebRtcNegotiator;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.connect.Masters;
import org.skerry.slave.ui.connect.Pairing;

/** Masters for the window, over WebRTC; they share one runtime. Any thread. */
final class DesktopMasters implements Masters {

    /** How long a call of the window may take, breaks of the connection included: people do not wait for longer. */
    private static final Duration CALL_PATIENCE = Duration.ofSeconds(20);

    private final WebRtcRuntime runtime;
    private final SlaveKeys keys;

    /**
     * The runtime is not closed: its threads are daemons, and waiting for native peers may take seconds.
     *
     * @param keys who this PC is
     */
    DesktopMasters(SlaveKeys keys) {
        this.keys = keys;
        runtime = keys.identity()
                .map(identity -> new WebRtcRuntime(WebRtcSettings.defaults(), identity))
                .orElseGet(() -> new WebRtcRuntime(WebRtcSettings.defaults()));
    }

    @Override
    public Master open(MasterAddress address, Optional<Pairing> pairing, Consumer<LinkStep> progress) {
        SignalClient signalling = new SignalClient(
                new WebRtcNegotiator(runtime),
                pairing.map(Pairing::name).orElseGet(SlaveSettings::machineName),
                keys,
                pairing.map(Pairing::code));
        MasterLink link = new MasterLink(signalling, address, SessionSettings.defaults(), new Backoff(new Random()));
        link.onStep(progress);
        return new LinkedMaster(link.start());
    }

    @Override
    public String ownName() {
        return SlaveSettings.machineName();
    }

    private static final class LinkedMaster implements Master {

        private final MasterLink link;
        private final Storage storage;
        private volatile Optional<Message.Hello> lastHello = Optional.empty(); // read while the link is away

        LinkedMaster(MasterLink link) {
            this.link = link;
            storage = new PeerStorage(link, CALL_PATIENCE, PeerStorage.randomWriter());
        }

        @Override
        public MasterAddress address() {
            return link.address();
        }

        @Override
        public Optional<LinkFailure> awaitJoined() throws InterruptedException {
            return link.awaitAttempt();
        }

        @Override
        public LinkState state() {
            return link.state();
        }

        @Override
        public Optional<LinkFailure.Door> refusal() {
            return link.lastFailure()
                    .filter(LinkFailure.NotAllowed.class::isInstance)
                    .map(failure -> ((LinkFailure.NotAllowed) failure).door());
        }

        @Override
        public void onState(Consumer<LinkState> observer) {
            link.onState(observer);
        }

        @Override
        public void onChange(Runnable observer) {
            link.onFeed(news -> observer.run()); // as long as the link lives
        }

        @Override
        public String name() {
            return hello().map(Message.Hello::name).orElse(link.address().host());
        }

        @Override
        public boolean isOpen() {
            return hello().map(Message.Hello::open).orElse(false);
        }

        @Override
        public Optional<Duration> roundTrip() {
            return link.roundTrip();
        }

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public void close() {
            storage.close();
            link.close();
        }

        private Optional<Message.Hello> hello() {
            link.master().ifPresent(now -> lastHello = Optional.of(now));
            return lastHello;
        }
    }
}
