package org.skerry.slave;

import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.SessionSettings;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.Backoff;
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
        return new LinkedMaster(link.start(), keys);
    }

    @Override
    public boolean isKnown(MasterAddress address) {
        try {
            return keys.masters().flatMap(known -> known.keyAt(address)).isPresent();
        } catch (StorageException unreadable) {
            return false; // joining says why
        }
    }

    @Override
    public String ownName() {
        return SlaveSettings.machineName();
    }
}
