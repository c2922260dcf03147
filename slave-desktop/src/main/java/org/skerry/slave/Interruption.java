package org.skerry.slave;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.skerry.protocol.webrtc.QuietEnd;

/** Ctrl+C, or the end of the session: the work at hand is told to stop, and the program waits for that a while. */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch workEnded = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(this::stopWork);
    private volatile Runnable stop = () -> {}; // set by the work, read by the hook
    private volatile boolean happened; // set by the hook, read by the work

    Interruption() {
        QuietEnd.waitFor(workEnded);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param request asks the work to stop; called on a thread of the system */
    void stops(Runnable request) {
        stop = request;
    }

    boolean happened() {
        return happened;
    }

    /** The work has ended. */
    @Override
    public void close() {
        workEnded.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the program ends already, and the hook has seen that the work is done
        }
    }

    private void stopWork() {
        happened = true;
        stop.run();
        try {
            if (!workEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("What was under way did not end in time and was left.");
            }
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }
}
