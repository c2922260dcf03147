package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.StorageException;

class SignInLimitsTest {

    @TempDir
    private Path folder;

    private PeopleDesk clock;
    private SignInLimits limits;

    @BeforeEach
    void begin() {
        clock = new PeopleDesk(folder);
        limits = new SignInLimits(clock);
    }

    private void wrong(int times, String pc, String name) {
        for (int i = 0; i < times; i++) {
            limits.begin(pc, name);
        }
    }

    private String refusal(String pc, String name) {
        return String.valueOf(assertThrows(StorageException.TooMany.class, () -> limits.begin(pc, name))
                .getMessage());
    }

    @Test
    void aPauseComesAfterFiveAndGrows() {
        wrong(5, "a", "ana");
        List<Duration> pauses = Stream.of(30, 60, 120, 240, 480, 900, 900)
                .map(Duration::ofSeconds)
                .toList();
        for (Duration pause : pauses) {
            clock.pass(pause.minusMillis(1));
            refusal("a", "ana");
            clock.pass(Duration.ofMillis(1));
            limits.begin("a", "ana");
        }

        assertEquals("Too many wrong tries. Wait 15 minutes, then try again.", refusal("a", "ana"));
    }

    @Test
    void anotherNameDoesNotGoAround() {
        wrong(5, "a", "ana");

        assertEquals("Too many wrong tries. Wait 30 seconds, then try again.", refusal("a", "li"));
        limits.begin("b", "li");
    }

    @Test
    void onePcKeepsNobodyOutElsewhere() {
        for (int day = 0; day < 100; day++) {
            clock.pass(SignInLimits.LONGEST_PAUSE);
            limits.begin("a", "ana");
        }

        limits.begin("b", "ana");
    }

    @Test
    void manyPcsDoNotGoAround() {
        for (int pc = 0; pc < 10; pc++) {
            wrong(5, "pc " + pc, "ana");
        }

        assertEquals("Too many wrong tries. Wait 3 minutes, then try again.", refusal("b", "ana"));
        limits.begin("b", "li");
        clock.pass(SignInLimits.PAUSE_OF_NAME);
        limits.begin("b", "ana");
        refusal("b", "ana");
    }

    @Test
    void nobodyIsKeptFromWhereOneSignedInBefore() {
        limits.begin("b", "ana");
        limits.right("b", "ana");
        for (int pc = 0; pc < 10; pc++) {
            wrong(5, "pc " + pc, "ana");
        }

        wrong(5, "b", "ana");
        refusal("b", "ana");
    }

    @Test
    void whoIsRightForgivesHerOwnMistakesOnly() {
        for (int pc = 0; pc < 9; pc++) {
            wrong(5, "pc " + pc, "ana");
        }
        wrong(4, "b", "ana");
        limits.begin("b", "ana");
        limits.right("b", "ana");

        wrong(5, "c", "ana");
        refusal("d", "ana");
    }

    @Test
    void oneOwnsUpToOwnMistakesOnly() {
        wrong(2, "a", "ana");
        wrong(2, "a", "li");
        limits.begin("a", "li");
        limits.right("a", "li");

        wrong(2, "a", "li");
        limits.begin("a", "ana");
        refusal("a", "bo");
    }

    @Test
    void whoIsRightIsNeverSlowedDown() {
        for (int i = 0; i < 100; i++) {
            limits.begin("a", "ana");
            limits.right("a", "ana");
        }
    }

    @Test
    void mistakesAreForgivenAfterAnHour() {
        wrong(4, "a", "ana");
        clock.pass(SignInLimits.FORGIVEN_AFTER.plusMillis(1));
        wrong(5, "a", "anna");

        refusal("a", "ana");
    }

    @Test
    void aFloodOfNamesFillsNothing() {
        for (int i = 0; i < SignInLimits.MAX_REMEMBERED; i++) {
            limits.begin("pc " + i, "name " + i);
        }

        wrong(5, "a", "ana");
        refusal("a", "ana");
    }
}
