package org.skerry.system.reliability;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.link.MasterLink;
import org.skerry.slave.link.SignalClient;
import org.skerry.slave.link.WebRtcNegotiator;

/** Any number of slaves in this process, over one WebRTC runtime. Any thread. */
final class Slaves implements AutoCloseable {

    private final WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
    private final SignalClient signalling = new SignalClient(new WebRtcNegotiator(runtime), "test slave");
    private final List<MasterLink> links = new CopyOnWriteArrayList<>();

    /** One more slave; begins to connect. */
    MasterLink join(MasterAddress master) {
        MasterLink link = new MasterLink(signalling, master, SessionSettings.defaults(), new Backoff(new Random()));
        links.add(link);
        return link.start();
    }

    @Override
    public void close() {
        links.forEach(MasterLink::close);
        runtime.close();
    }
}
