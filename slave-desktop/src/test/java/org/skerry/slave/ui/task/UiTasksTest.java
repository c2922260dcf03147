package org.skerry.slave.ui.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.StorageException;

@Timeout(60)
class UiTasksTest {

    private final TestTasks manual = new TestTasks();
    private final List<String> told = new ArrayList<>();

    @Test
    void aResultIsDeliveredOnce() {
        manual.tasks().run(() -> "rows", told::add, why -> told.add(why.getMessage()));
        int running = manual.tasks().running().get();
        manual.all();

        assertEquals(List.of("rows"), told);
        assertEquals(List.of(1, 0), List.of(running, manual.tasks().running().get()));
    }

    @Test
    void onlyTheLatestOfALineIsDelivered() {
        UiTasks.Latest search = manual.tasks().latest();
        for (String typed : List.of("r", "re", "rey")) {
            search.run(() -> typed, told::add, why -> told.add(why.getMessage()));
        }
        manual.all();

        assertEquals(List.of("rey"), told);
        assertEquals(0, manual.tasks().running().get());
    }

    @Test
    void aRefusalIsDeliveredAsItIs() {
        StorageException full = new StorageException.Full("The disk is full.");
        List<StorageException> failures = new ArrayList<>();

        manual.tasks()
                .run(
                        () -> {
                            throw full;
                        },
                        result -> {},
                        failures::add);
        manual.all();

        assertEquals(List.of(full), failures);
        assertEquals(List.of(), manual.unforeseen());
    }

    @Test
    void whatNobodyForesawEndsTheWaitAndIsReported() {
        IllegalStateException fault = new IllegalStateException("a fault");

        manual.tasks()
                .run(
                        () -> {
                            throw fault;
                        },
                        result -> {},
                        why -> told.add(why.getMessage()));
        manual.all();

        assertEquals(List.of("This failed for a reason that nobody foresaw."), told);
        assertEquals(List.of(fault), manual.unforeseen());
    }

    @Test
    void workThatIsGivenUpIsInterrupted() throws Exception {
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        UiTasks tasks =
                new UiTasks(work -> Thread.ofVirtual().start(work), Runnable::run, Thread::sleep, failure -> {});

        UiTasks.Running running = tasks.run(
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException givenUp) {
                        ends.add("interrupted");
                    }
                    return "";
                },
                result -> ends.add("delivered"),
                why -> ends.add("failed"));
        begun.await();
        running.cancel();

        assertEquals("interrupted", ends.take());
        assertTrue(ends.isEmpty());
    }
}
