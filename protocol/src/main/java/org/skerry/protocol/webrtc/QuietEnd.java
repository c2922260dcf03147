package org.skerry.protocol.webrtc;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps standard output clean: when the process ends, the native library writes two lines to it ("VM attach current
 * thread failed"), in the middle of what a command prints for a program to read.
 */
final class QuietEnd {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean(); // the library is one per process, too

    private QuietEnd() {}

    /** From now on the end of the process closes standard output before the library can write to it. */
    static void install() {
        if (INSTALLED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(QuietEnd::closeStandardOutput, "webrtc-quiet-end"));
        }
    }

    private static void closeStandardOutput() {
        System.out.flush();
        try (FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out)) {
            standardOutput.flush(); // closing leads the descriptor to nowhere, so that nothing else gets its number
        } catch (IOException closedAlready) {
            return; // then nothing can be written to it either
        }
    }
}
