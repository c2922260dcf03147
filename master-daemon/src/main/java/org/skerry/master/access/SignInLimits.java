package org.skerry.master.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.skerry.jio.StorageException;

/**
 * Slows down who guesses passwords: strictly by the PC where it is tried, and loosely by the name for which it is, since
 * that one belongs to somebody else. Where a person has signed in before, only the PC counts: nobody keeps her from her
 * own desk. Thread-safe; forgotten at the end of the program.
 */
final class SignInLimits {

    static final int FREE_TRIES = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** Everybody mistypes a name now and then; somebody who guesses gains nothing over the longest pause. */
    static final Duration FORGIVEN_AFTER = Duration.ofHours(1);

    /** Wrong tries for a name at once, at all PCs together: more than ten PCs have free. */
    static final int FREE_TRIES_OF_NAME = 50;

    /** After them one is looked at every so often: five times what one PC has. */
    static final Duration PAUSE_OF_NAME = Duration.ofMinutes(3);

    /** Names and PCs that are remembered, all of them of some hundred bytes; then the one longest not tried is forgotten. */
    static final int MAX_REMEMBERED = 10_000;

    private final Clock clock;

    /** The one longest not tried first. Guarded by this. */
    private final Map<Object, Tries> tries = new LinkedHashMap<>(16, 0.75F, true);

    /** When the tries for a name are forgotten, each {@link #PAUSE_OF_NAME} after the one before. Guarded by this. */
    private final Map<String, Instant> forgottenAt = new LinkedHashMap<>(16, 0.75F, true);

    /** Where people have signed in; apart, so that no flood of tries makes it forgotten. Guarded by this. */
    private final Map<OfBoth, Boolean> ownPlaces = new LinkedHashMap<>(16, 0.75F, true);

    private record OfPc(String key) {}

    private record OfBoth(String key, String name) {}

    /**
     * @param last when the last one was
     * @param until when the next one is looked at
     */
    private record Tries(int count, Instant last, Instant until) {
        static final Tries NONE = new Tries(0, Instant.MIN, Instant.MIN);
    }

    SignInLimits(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a try as a wrong one before it is looked at, so that many at a time are not more than one after the other.
     *
     * @param pc the key of the PC
     * @param name as {@link PersonName#key} writes it, whether somebody has it or not
     * @throws StorageException.TooMany if it is not to be looked at now
     */
    synchronized void begin(String pc, String name) {
        Instant now = clock.instant();
        Instant until = latest(tries(new OfPc(pc)).until(), untilOfName(pc, name));
        if (until.isAfter(now)) {
            Duration left = Duration.between(now, until);
            throw new StorageException.TooMany(
                    "Too many wrong tries. Wait %s, then try again.".formatted(inWords(left)), left);
        }
        count(new OfPc(pc), now);
        keep(forgottenAt, name, latest(now, forgottenAt(name)).plus(PAUSE_OF_NAME));
        count(new OfBoth(pc, name), now);
    }

    /** The try was right: those before it under this name at this PC were his own mistakes. */
    synchronized void right(String pc, String name) {
        int mistakes = tries(new OfBoth(pc, name)).count();
        int others = Math.max(0, tries(new OfPc(pc)).count() - mistakes);
        tries.remove(new OfBoth(pc, name));
        keep(forgottenAt, name, forgottenAt(name).minus(PAUSE_OF_NAME.multipliedBy(mistakes)));
        keep(ownPlaces, new OfBoth(pc, name), true);
        keep(tries, new OfPc(pc), new Tries(others, tries(new OfPc(pc)).last(), Instant.MIN));
    }

    private Instant untilOfName(String pc, String name) {
        return ownPlaces.get(new OfBoth(pc, name)) == null
                ? forgottenAt(name).minus(PAUSE_OF_NAME.multipliedBy(FREE_TRIES_OF_NAME - 1))
                : Instant.EPOCH;
    }

    private Instant forgottenAt(String name) {
        return forgottenAt.getOrDefault(name, Instant.EPOCH);
    }

    private Tries tries(Object of) {
        Tries found = tries.getOrDefault(of, Tries.NONE);
        return found.last().isBefore(clock.instant().minus(FORGIVEN_AFTER)) ? Tries.NONE : found;
    }

    private void count(Object of, Instant now) {
        int count = tries(of).count() + 1;
        keep(tries, of, new Tries(count, now, count < FREE_TRIES ? Instant.MIN : now.plus(pause(count))));
    }

    private static <K, V> void keep(Map<K, V> map, K of, V now) {
        map.put(of, now);
        if (map.size() > MAX_REMEMBERED) {
            map.remove(map.keySet().iterator().next());
        }
    }

    private static Duration pause(int count) {
        int doublings = Math.min(count - FREE_TRIES, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String inWords(Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        return seconds <= 90 ? "%d seconds".formatted(seconds) : "%d minutes".formatted((seconds + 59) / 60);
    }
}
