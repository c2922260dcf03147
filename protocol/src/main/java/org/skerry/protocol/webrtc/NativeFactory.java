package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/**
 * One native factory: five native threads and all memory that its messages leaked. It is disposed when it is retired
 * and its last peer has left, on a thread of its own; afterwards no call goes down, or the process would end.
 */
final class NativeFactory {

    private final WebRtcSettings settings;
    private final Tally tally;
    private final HeadlessAudioDeviceModule noAudio;
    private final PeerConnectionFactory factory;
    private final long bornNanos = System.nanoTime();
    private final AtomicLong messages = new AtomicLong();
    private final CountDownLatch disposed = new CountDownLatch(1);
    private volatile boolean retired; // written under this object's monitor; read by isWorn on any thread
    private int peers; // guarded by this

    private NativeFactory(WebRtcSettings settings, Tally tally) {
        this.settings = settings;
        this.tally = tally;
        this.noAudio = new HeadlessAudioDeviceModule(); // the default one aborts the process where there is no sound
        this.factory = new PeerConnectionFactory(noAudio);
        tally.factoriesMade.increment();
    }

    /**
     * Makes a factory on a plain thread: the library must not see the thread of a window, nor a virtual one.
     *
     * @throws StorageException.Failed if the native library does not work here
     */
    static NativeFactory make(WebRtcSettings settings, Tally tally) {
        AtomicReference<@Nullable NativeFactory> made = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread maker = Thread.ofPlatform().name("webrtc-factory").daemon(true).start(() -> {
            try {
                QuietEnd.install();
                NativeLibrary.load();
                made.set(new NativeFactory(settings, tally));
            } catch (Throwable failed) {
                failure.set(failed);
            }
        });
        joinUninterruptibly(maker);
        NativeFactory factory = made.get();
        if (factory == null) {
            Throwable cause = failure.get();
            throw new StorageException.Failed("WebRTC does not work on this machine: " + reason(cause), cause);
        }
        return factory;
    }

    /** Counts a peer in; each is counted out by {@link #leave} after its last native call. */
    synchronized void enter() {
        if (retired) {
            throw new IllegalStateException("a retired factory takes no peers");
        }
        peers++;
    }

    synchronized void leave() {
        peers--;
        disposeIfEmpty();
    }

    /** Takes no peers any more; idempotent. */
    synchronized void retire() {
        if (!retired) {
            retired = true;
            disposeIfEmpty();
        }
    }

    /** Only between {@link #enter} and {@link #leave}. */
    RTCPeerConnection connect(RTCConfiguration configuration, PeerShell observer) {
        return factory.createPeerConnection(configuration, observer);
    }

    void countMessage() {
        messages.incrementAndGet();
        tally.messagesReceived.increment();
    }

    boolean isWorn() {
        return retired
                || messages.get() >= settings.wearMessages()
                || System.nanoTime() - bornNanos >= settings.wearAge().toNanos();
    }

    boolean isDisposed() {
        return disposed.getCount() == 0;
    }

    /** @return whether it was disposed in time */
    boolean awaitDisposed(Duration patience) throws InterruptedException {
        return disposed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void disposeIfEmpty() {
        if (retired && peers == 0) {
            Thread.ofPlatform().name("webrtc-dispose").start(this::dispose);
        }
    }

    private void dispose() {
        try {
            factory.dispose();
            noAudio.dispose();
        } catch (Throwable unexpected) {
            NativeLog.closingFailed("factory", unexpected);
        } finally {
            tally.factoriesDisposed.increment();
            disposed.countDown();
        }
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "no reason given." : String.valueOf(root.getMessage());
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true; // the factory is there within 0.3 s; given up halfway it would be lost
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
