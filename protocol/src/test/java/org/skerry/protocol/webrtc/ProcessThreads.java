package org.skerry.protocol.webrtc;

import java.io.File;

/** Counts the threads of this process, those included that Java knows nothing of. */
final class ProcessThreads {

    private ProcessThreads() {}

    static int count() {
        String[] tasks = new File("/proc/self/task").list();
        return tasks == null ? Thread.activeCount() : tasks.length; // elsewhere than on Linux: Java's own
    }
}
