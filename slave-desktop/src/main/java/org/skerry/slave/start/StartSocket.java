package org.skerry.slave.start;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.skerry.jio.local.FolderSocket;

/**
 * How a second start on a data folder reaches the window that is open there, and hands over the address or link that it was
 * given: {@code open} or {@code open ADDRESS}, answered by {@code shown}. Any thread.
 */
public final class StartSocket implements AutoCloseable {

    private static final Logger LOG = System.getLogger(StartSocket.class.getName());

    private static final String NAME = "window";
    private static final String OPEN = "open";
    private static final String SHOWN = "shown";

    /** A little more than the longest address or link: what is longer is told to be none in either case. */
    private static final int MAX_ADDRESS_LENGTH = 1_100;

    /** The first window may still be on its way onto the screen of a slow PC. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final FolderSocket socket;

    private StartSocket(FolderSocket socket) {
        this.socket = socket;
    }

    /** For the first start; who comes after waits until the window is there. Empty where no socket can be made. */
    public static Optional<StartSocket> open(Path folder) {
        try {
            return Optional.of(new StartSocket(FolderSocket.open(folder, NAME)));
        } catch (IOException | UnsupportedOperationException noSockets) {
            LOG.log(Level.DEBUG, "a second start will not find this window", noSockets);
            return Optional.empty();
        }
    }

    /** @param window told of each start that comes after, with the address that it was given, if any; on any thread */
    public void serve(Consumer<Optional<String>> window) {
        socket.serve(question -> {
            if (!question.equals(OPEN) && !question.startsWith(OPEN + " ")) {
                return new byte[0];
            }
            window.accept(Optional.of(question.substring(OPEN.length()).strip()).filter(address -> !address.isEmpty()));
            return SHOWN.getBytes(StandardCharsets.US_ASCII);
        });
    }

    /**
     * For a second start: asks the window to come to the front. Blocks.
     *
     * @return whether there is one
     */
    public static boolean handOver(Path folder, Optional<String> address) throws InterruptedException {
        String question = address.map(given -> OPEN + " " + oneLine(given)).orElse(OPEN);
        FutureTask<byte[]> answer =
                new FutureTask<>(() -> FolderSocket.ask(folder.toRealPath(), NAME, question, SHOWN.length()));
        Thread.ofVirtual().name("hand-over").start(answer);
        try {
            byte[] said = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new String(said, StandardCharsets.US_ASCII).equals(SHOWN);
        } catch (ExecutionException nobody) {
            return false;
        } catch (TimeoutException busy) {
            answer.cancel(true);
            return false;
        }
    }

    private static String oneLine(String given) {
        String text = given.substring(0, Math.min(MAX_ADDRESS_LENGTH, given.length()));
        return text.replaceAll("\\p{Cc}", " ").strip();
    }

    @Override
    public void close() {
        socket.close();
    }
}
