package org.skerry.system.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.protocol.pairing.PairingSlave;
import org.skerry.protocol.signal.PeerId;
import org.skerry.protocol.signal.SignalMessage;
import org.skerry.protocol.signal.SignalMessage.Entry;
import org.skerry.slave.link.MasterAddress;

/**
 * A program that asks a master to be let in, many times a second, from many addresses, without any right to it: as nobody, with
 * a key that was never paired, with a code that is not the one.
 *
 * <p>Each line of standard input, {@code URL REQUESTS MILLISECONDS}, is answered by a line that says how many were refused.
 */
final class Strangers {

    private static final int AT_ONCE = 16;
    private static final int REQUESTS_OF_AN_ADDRESS = 5;

    private final MasterAddress master;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Entry.Pairing guess;

    private Strangers(MasterAddress master) {
        this.master = master;
        guess = (Entry.Pairing)
                new PairingSlave(NodeIdentity.make(), new PairingCode("000000"), PeerId.random(), new SecureRandom())
                        .entry();
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            Strangers all = new Strangers(MasterAddress.parse(words[0]));
            System.out.println(all.ask(Long.parseLong(words[1]), Duration.ofMillis(Long.parseLong(words[2]))));
        }
    }

    /** So many requests, evenly over the time; if the master is slower, it takes longer. */
    private long ask(long requests, Duration span) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.submit(() -> {
                    for (long number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                        LockSupport.parkNanos(start + number * (span.toNanos() / requests) - System.nanoTime());
                        ask(number);
                    }
                    return true;
                });
            }
        }
        return refused.get();
    }

    private void ask(long number) {
        Entry entry = switch ((int) (number % 3)) {
            case 0 -> new Entry.Open();
            case 1 -> new Entry.Known(guess.key(), guess.nonce());
            default -> guess;
        };
        try (Stranger stranger = new Stranger(master, Stranger.address((int) (number / REQUESTS_OF_AN_ADDRESS)))) {
            stranger.say(new SignalMessage.Request(PeerId.random(), 1, "", entry));
            if (stranger.hear().filter(SignalMessage.Refused.class::isInstance).isPresent()) {
                refused.incrementAndGet();
            }
        } catch (IOException sentAway) {
            // counts as not answered
        }
    }
}
