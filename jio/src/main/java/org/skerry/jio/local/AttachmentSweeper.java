package org.skerry.jio.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.skerry.jio.StorageException;

/** Deletes contents that nothing refers to, and uploads that nobody goes on with, now and then, on a thread of its own. */
final class AttachmentSweeper implements AutoCloseable {

    private static final Logger LOG = System.getLogger(AttachmentSweeper.class.getName());

    private static final Duration BETWEEN = Duration.ofHours(1);

    /** A write whose caller gave up waits for seconds at most before it names its content. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Sweep contents;
    private final UploadFolder uploads;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Deletes contents that nothing refers to and that are older than the grace. */
    interface Sweep {
        void sweep(Duration grace) throws IOException;
    }

    AttachmentSweeper(Sweep contents, UploadFolder uploads) {
        this.contents = contents;
        this.uploads = uploads;
        this.thread = Thread.ofPlatform().name("attachment-sweeper").daemon().unstarted(this::run);
    }

    AttachmentSweeper start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!closed.await(BETWEEN.toSeconds(), TimeUnit.SECONDS)) {
                sweep();
            }
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            uploads.sweep();
            contents.sweep(GRACE);
        } catch (IOException | StorageException failure) {
            LOG.log(Level.WARNING, "Unused attachments could not be deleted; tried again in an hour", failure);
        } catch (Throwable unexpected) { // the thread goes on
            LOG.log(Level.ERROR, "Deleting unused attachments failed", unexpected);
        }
    }

    /** Ends the thread, within seconds. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
