package org.skerry.protocol.webrtc;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that does for all peers what a native callback asks for, but must not do itself. */
final class Caretaker {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("webrtc-caretaker").daemon(true).factory());

    Caretaker() {
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.prestartCoreThread(); // not by a native thread
    }

    void soon(Runnable task) {
        executor.execute(() -> run(task));
    }

    void later(Duration delay, Runnable task) {
        executor.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        executor.shutdown();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable unexpected) {
            NativeLog.callbackFailed(unexpected);
        }
    }
}
