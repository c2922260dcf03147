package org.skerry.system.bench;

import java.time.Duration;
import java.util.function.Consumer;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.webrtc.BareChannel;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;

/** webrtc-java and nothing else, to {@link BareChannel#main}. */
final class BareLine implements Echo.Line {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final WebRtcRuntime runtime;
    private final BareChannel channel;

    private BareLine(WebRtcRuntime runtime, BareChannel channel) {
        this.runtime = runtime;
        this.channel = channel;
    }

    static BareLine open(ChildProcess other, Consumer<byte[]> receiver) throws InterruptedException {
        WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
        BareLine line = new BareLine(runtime, BareChannel.offering(runtime, receiver));
        other.tell(line.channel.description().json());
        line.channel.accept(Description.read(other.nextLine()));
        line.channel.awaitOpen(PATIENCE);
        other.nextLine(); // open
        return line;
    }

    @Override
    public void send(byte[] text) {
        channel.send(text);
    }

    @Override
    public void close() {
        channel.close();
        runtime.close();
    }
}
