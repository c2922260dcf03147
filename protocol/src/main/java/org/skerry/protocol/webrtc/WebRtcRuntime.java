package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.RTCCertificatePEM;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;

/**
 * WebRTC for one program: makes peers, each of which ends in a {@link WebRtcChannel}. One is enough; it has six threads,
 * whatever the number of peers. Any thread.
 *
 * <p>The library leaks with every message, so the native factory behind it is replaced now and then: channels of the old
 * one say {@link WebRtcChannel#isWorn}, and it is disposed when the last of them is closed.
 */
public final class WebRtcRuntime implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WebRtcRuntime.class.getName());

    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(5);

    private final WebRtcSettings settings;
    private final List<RTCCertificatePEM> certificates;
    private final Tally tally = new Tally();
    private final Caretaker caretaker = new Caretaker();
    private final LocalPorts ports;
    private final Set<NativePeer> peers = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<NativeFactory> retired = new ArrayList<>(); // guarded by lock
    private @Nullable NativeFactory current; // guarded by lock
    private StorageException.@Nullable Failed unusable; // guarded by lock: why the native library does not work
    private boolean closed; // guarded by lock

    /** For peers that nobody has to know again. Starts loading the native library in the background, which takes 0.2 s. */
    public WebRtcRuntime(WebRtcSettings settings) {
        this(settings, List.of());
    }

    /** For peers of a node, whose certificate they show. */
    public WebRtcRuntime(WebRtcSettings settings, NodeIdentity identity) {
        // an identity that was read or made is well-formed, which the library would not survive otherwise; 0: for ever
        this(settings, List.of(new RTCCertificatePEM(identity.privateKeyPem(), identity.certificatePem(), 0)));
    }

    private WebRtcRuntime(WebRtcSettings settings, List<RTCCertificatePEM> certificates) {
        this.settings = settings;
        this.certificates = certificates;
        this.ports = new LocalPorts(settings);
        Thread.ofPlatform().name("webrtc-start").daemon(true).start(this::warmUp);
    }

    /**
     * Waits until WebRTC can be used. Not needed before anything else, but tells early that it cannot.
     *
     * @throws StorageException.Failed if the native library does not work on this machine
     */
    public void awaitReady() {
        lock.lock();
        try {
            usableFactory();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Offers a connection to a slave that asked for one, or, as a slave of 2016, to a master.
     *
     * @param label the slave's identifier: the label of the data channel made here
     * @return a peer whose description is complete; the caller closes it, or the channel it ends in
     * @throws StorageException.Unreachable if this machine has no network address to offer
     * @throws StorageException.TooMany if all ports are in use
     * @throws StorageException.Failed if the native library does not work on this machine
     */
    public OfferingPeer offer(PeerId label, Route route) {
        Inboxes inboxes = new Inboxes(settings);
        NativePeer peer = peer(label, route, inboxes.messages(), inboxes.files());
        return new OfferingPeer(peer, inboxes, offer(peer));
    }

    /**
     * Answers an offer.
     *
     * @param expectedLabel the slave's identifier; a data channel with another label is not accepted
     * @return a peer whose description is complete; the caller closes it, or the channel it ends in
     * @throws IllegalArgumentException with one plain sentence, if the offer is not usable; nothing native was made
     * @throws StorageException.Unreachable if this machine has no network address to answer with
     * @throws StorageException.TooMany if all ports are in use
     * @throws StorageException.Failed if the native library does not work on this machine
     */
    public AnsweringPeer answer(Description offer, PeerId expectedLabel, Route route) {
        RemoteDescription checked = Descriptions.check(offer, Description.Kind.OFFER);
        Inboxes inboxes = new Inboxes(settings);
        NativePeer peer = peer(expectedLabel, route, inboxes.messages(), inboxes.files());
        return new AnsweringPeer(peer, inboxes, answer(peer, checked), checked.maxMessageBytes());
    }

    public RuntimeCounters counters() {
        return tally.snapshot();
    }

    /** Closes all peers and lets go of everything native, within about 5 s; idempotent. */
    @Override
    public void close() {
        List<NativeFactory> factories;
        lock.lock();
        try {
            closed = true;
            retireCurrent();
            factories = List.copyOf(retired);
        } finally {
            lock.unlock();
        }
        peers.forEach(peer -> peer.close("WebRTC was stopped."));
        awaitDisposed(factories);
        caretaker.stop();
    }

    /** A native peer without descriptions yet. */
    NativePeer peer(PeerId label, Route route, FrameSink messages, FrameSink files) {
        LocalPorts.Lease lease = ports.lease(route);
        NativePeer peer;
        try {
            peer = register(lease, label, messages, files);
        } catch (Throwable failed) {
            lease.close();
            throw failed;
        }
        return closingOnFailure(peer, () -> {
            peer.connect();
            return peer;
        });
    }

    static Description offer(NativePeer peer) {
        return closingOnFailure(peer, () -> {
            peer.createChannel();
            return new Negotiation(peer).offer();
        });
    }

    static Description answer(NativePeer peer, RemoteDescription offer) {
        return closingOnFailure(peer, () -> new Negotiation(peer).answer(offer));
    }

    private NativePeer register(LocalPorts.Lease lease, PeerId label, FrameSink messages, FrameSink files) {
        lock.lock();
        try {
            NativeFactory factory = usableFactory();
            factory.enter();
            PeerParts parts = new PeerParts(factory, lease, caretaker, tally, certificates, peers::remove);
            NativePeer peer = new NativePeer(parts, label.text(), messages, files);
            peers.add(peer);
            return peer;
        } finally {
            lock.unlock();
        }
    }

    private NativeFactory usableFactory() {
        if (closed) {
            throw new StorageException.Unreachable("WebRTC was stopped.");
        }
        if (unusable != null) {
            throw unusable;
        }
        NativeFactory old = current;
        if (old != null && !old.isWorn()) {
            return old;
        }
        try {
            NativeFactory made = NativeFactory.make(settings, tally);
            retireCurrent();
            current = made;
            return made;
        } catch (StorageException.Failed failed) {
            if (old != null) {
                LOG.log(Level.WARNING, "A worn WebRTC factory stays in use, since no other can be made", failed);
                return old;
            }
            unusable = failed; // a library that did not load never loads in this process
            throw failed;
        }
    }

    private void retireCurrent() {
        NativeFactory old = current;
        current = null;
        retired.removeIf(NativeFactory::isDisposed);
        if (old != null) {
            old.retire();
            retired.add(old);
        }
    }

    private void warmUp() {
        try {
            awaitReady();
        } catch (StorageException told) {
            // stopped already, or unusable: whoever needs WebRTC is told
        }
    }

    private interface Step<T> {
        T run() throws InterruptedException;
    }

    private static <T> T closingOnFailure(NativePeer peer, Step<T> step) {
        try {
            return step.run();
        } catch (InterruptedException givenUp) {
            peer.close("Connecting was given up.");
            Thread.currentThread().interrupt();
            throw new StorageException.Unreachable("Connecting was given up.", givenUp);
        } catch (Throwable failed) {
            peer.close("The connection could not be set up.");
            throw failed;
        }
    }

    private static void awaitDisposed(List<NativeFactory> factories) {
        long deadline = System.nanoTime() + CLOSING_PATIENCE.toNanos();
        try {
            for (NativeFactory factory : factories) {
                if (!factory.awaitDisposed(Duration.ofNanos(deadline - System.nanoTime()))) {
                    LOG.log(Level.WARNING, "WebRTC did not let go of everything within {0}", CLOSING_PATIENCE);
                    return;
                }
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
