package org.skerry.protocol.webrtc;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps standard output clean: when the process ends, the native library writes two lines to it ("VM attach current
 * thread failed"), in the middle of what a command prints for a program to read.
 */
public final class QuietEnd {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean(); // the library is one per process, too

    /** Work that still has something to print when the process is told to end. */
    private static final Set<CountDownLatch> WORK = ConcurrentHashMap.newKeySet();

    /** Longer than a command takes to end what is under way. */
    private static final long PATIENCE_SECONDS = 6;

    private QuietEnd() {}

    /** Keeps standard output open until this work has printed what it has to say, for some seconds at most. */
    public static void waitFor(CountDownLatch printed) {
        WORK.removeIf(work -> work.getCount() == 0);
        WORK.add(printed);
    }

    /** From now on the end of the process closes standard output before the library can write to it. */
    static void install() {
        if (INSTALLED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(QuietEnd::closeStandardOutput, "webrtc-quiet-end"));
        }
    }

    private static void closeStandardOutput() {
        awaitWork();
        System.out.flush();
        try (FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out)) {
            standardOutput.flush(); // closing leads the descriptor to nowhere, so that nothing else gets its number
        } catch (IOException closedAlready) {
            return; // then nothing can be written to it either
        }
    }

    private static void awaitWork() {
        try {
            for (CountDownLatch work : WORK) {
                work.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }
}
