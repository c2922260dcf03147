package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.PeerId;

/**
 * The yardstick of the benchmarks: webrtc-java as it is, without lock, bound, back-pressure or queue between it and the
 * one who sends and receives. Not for the product.
 *
 * <p>Two of them in one process need a {@link WebRtcRuntime} each, else they share their threads. {@link #main} is the
 * other end in a process of its own.
 */
public final class BareChannel implements AutoCloseable {

    private static final PeerId LABEL = new PeerId("00000000-0000-4000-8000-000000000000");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final NativePeer peer;
    private final Description description;
    private volatile @Nullable RTCDataChannel channel; // by awaitOpen; read by whoever sends, the native thread too

    private BareChannel(NativePeer peer, Description description) {
        this.peer = peer;
        this.description = description;
    }

    /**
     * Offers a connection within this machine.
     *
     * @param receiver gets each message on the native thread; it neither waits nor throws
     */
    public static BareChannel offering(WebRtcRuntime runtime, Consumer<byte[]> receiver) {
        NativePeer peer = runtime.peer(LABEL, Route.LOOPBACK, new Bare(receiver), FrameSink.NONE);
        return new BareChannel(peer, WebRtcRuntime.offer(peer));
    }

    /** Answers an offer; the rest as {@link #offering}. */
    public static BareChannel answering(WebRtcRuntime runtime, Description offer, Consumer<byte[]> receiver) {
        RemoteDescription checked = Descriptions.check(offer, Description.Kind.OFFER);
        NativePeer peer = runtime.peer(LABEL, Route.LOOPBACK, new Bare(receiver), FrameSink.NONE);
        return new BareChannel(peer, WebRtcRuntime.answer(peer, checked));
    }

    /** The offer or the answer, complete. */
    public Description description() {
        return description;
    }

    /** Takes the answer to the offer. */
    public void accept(Description answer) {
        OfferingPeer.accept(peer, Descriptions.check(answer, Description.Kind.ANSWER));
    }

    /** Both ends have to be open before the first message. */
    public void awaitOpen(Duration patience) {
        peer.awaitOpen(patience);
        channel = peer.openChannel();
    }

    /** Sends a text of 1 to 262,144 bytes; the sender sees to it that no more than a few MB are on their way. */
    public void send(byte[] text) {
        RTCDataChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("not open yet");
        }
        try {
            open.send(new RTCDataChannelBuffer(ByteBuffer.wrap(text), false));
        } catch (Exception impossible) { // declared, never thrown
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        peer.close("The measurement is over.");
    }

    /**
     * Returns every message to its sender; with an argument, one byte for each so many bytes that came. Takes the offer's JSON
     * as a line of standard input, prints the answer's as a line, then {@code open} when the channel is, and lives until
     * standard input ends.
     */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults())) {
            AtomicReference<@Nullable BareChannel> self = new AtomicReference<>();
            Consumer<byte[]> echo = arguments.length == 0
                    ? message -> send(self, message)
                    : counting(self, Long.parseLong(arguments[0]));
            try (BareChannel channel = answering(runtime, Description.read(input.readLine()), echo)) {
                System.out.println(channel.description().json());
                channel.awaitOpen(PATIENCE);
                self.set(channel);
                System.out.println("open");
                while (input.readLine() != null) {} // nothing is said any more
            }
        }
        System.exit(0);
    }

    private static void send(AtomicReference<@Nullable BareChannel> self, byte[] message) {
        BareChannel channel = self.get();
        if (channel != null) {
            channel.send(message);
        }
    }

    private static Consumer<byte[]> counting(AtomicReference<@Nullable BareChannel> self, long bytesForOne) {
        long[] sinceLast = {0}; // on the native thread alone
        return message -> {
            sinceLast[0] += message.length;
            for (; sinceLast[0] >= bytesForOne; sinceLast[0] -= bytesForOne) {
                send(self, new byte[] {'.'});
            }
        };
    }

    private record Bare(Consumer<byte[]> receiver) implements FrameSink {

        @Override
        public boolean accept(Frame frame) {
            receiver.accept(frame.bytes());
            return true;
        }

        @Override
        public void finish() {}
    }
}
