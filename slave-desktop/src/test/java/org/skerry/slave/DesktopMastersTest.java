package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.webrtc.WebRtcRuntime;
import org.skerry.protocol.webrtc.WebRtcSettings;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.link.SlaveKeys;
import org.skerry.slave.link.TestMaster;
import org.skerry.slave.ui.connect.Master;

@Tag("native")
@Timeout(60)
class DesktopMastersTest {

    private static final RecordId ANA = new RecordId("ana");

    private final DesktopMasters masters = new DesktopMasters(SlaveKeys.NONE);
    private final BlockingQueue<LinkStep> steps = new LinkedBlockingQueue<>();

    @Test
    void aMasterIsJoinedStepByStepAndItsRecordsAreThere() throws Exception {
        try (WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults());
                MemoryStorage storage = new MemoryStorage();
                TestMaster there = new TestMaster(runtime, storage, 0);
                Master master = masters.open(there.address(), Optional.empty(), steps::add)) {
            Optional<LinkFailure> failure = master.awaitJoined();
            master.storage().put(ANA, JsonText.object().put("name", "Ana"));

            assertEquals(Optional.empty(), failure);
            assertEquals(List.of(LinkStep.values()), List.copyOf(steps));
            assertEquals("Test", master.name());
            assertTrue(master.isOpen());
            assertEquals(LinkState.LINKED, master.state());
            assertEquals(JsonText.object().put("name", "Ana"), storage.get(ANA));
        }
    }
}
