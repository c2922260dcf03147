package org.skerry.slave.ui.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Tasks for tests of view models, all on the test's own thread: at once, or when the test says so. */
public final class TestTasks {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Throwable> unforeseen = new ArrayList<>();
    private final UiTasks tasks = new UiTasks(waiting::add, Runnable::run, delay -> {}, unforeseen::add);

    /** Work is done and delivered before {@code run} returns; delays take no time. */
    public static UiTasks direct() {
        return new UiTasks(Runnable::run, Runnable::run, delay -> {}, failure -> {
            throw new AssertionError("nobody foresaw this", failure);
        });
    }

    /** Work waits until {@link #next} or {@link #all}. */
    public UiTasks tasks() {
        return tasks;
    }

    /** Does the oldest waiting piece of work. */
    public void next() {
        waiting.remove().run();
    }

    /** Does all that waits, and what that causes. */
    public void all() {
        while (!waiting.isEmpty()) {
            next();
        }
    }

    public List<Throwable> unforeseen() {
        return unforeseen;
    }
}
