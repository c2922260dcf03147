package org.skerry.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final SessionSettings settings = SessionSettings.defaults().withTime(new ManualTime());
    private final Heartbeat heartbeat = new Heartbeat(settings);
    private final long start = settings.time().nanos();

    private long after(Duration duration) {
        return start + duration.toNanos();
    }

    @Test
    void theRoundTripLastsFromThePingToItsAnswer() {
        assertEquals(Heartbeat.Verdict.ASK, heartbeat.check(after(settings.pingAfter())));
        assertEquals(Optional.empty(), heartbeat.roundTrip());

        heartbeat.answered(after(settings.pingAfter().plusMillis(7)));

        assertEquals(Optional.of(Duration.ofMillis(7)), heartbeat.roundTrip());
    }

    @Test
    void whoNeverAnsweredIsAskedAgainAndNotGivenUp() {
        Duration aLongTime = settings.deadAfter().multipliedBy(3);

        assertEquals(Heartbeat.Verdict.ASK, heartbeat.check(after(aLongTime)));
        assertEquals(Heartbeat.Verdict.FINE, heartbeat.check(after(aLongTime.plusMillis(1))));
    }

    @Test
    void whoAnsweredOnceIsGivenUpAfterItsSilence() {
        heartbeat.check(after(settings.pingAfter()));
        heartbeat.received(after(settings.pingAfter()));
        heartbeat.answered(after(settings.pingAfter()));
        Duration given = settings.pingAfter().plus(settings.deadAfter());

        assertEquals(Heartbeat.Verdict.ASK, heartbeat.check(after(given.minusMillis(1))));
        assertEquals(Heartbeat.Verdict.DEAD, heartbeat.check(after(given)));
    }
}
