package org.skerry.slave;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.PlainText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many calls, one in each line, many under way at a time. A call waits for those before it that it could disturb, or that
 * could disturb it, so that the results are those of one call after the other.
 */
final class CallStream {

    /** How many calls are under way at a time: enough to fill a connection and the master's group commits. */
    static final int WINDOW = 64;

    private static final String FORM =
            "A call is a JSON list that begins with the name of the method, such as [\"get\",\"x\"].";

    private final Caller caller;
    private final InputLines lines;
    private final PrintStream out;
    private final BlockingQueue<Optional<FutureTask<ObjectNode>>> answers = new ArrayBlockingQueue<>(WINDOW);
    private final List<Running> running = new ArrayList<>();

    /** Makes one call. */
    interface Caller {

        /** @return null for a call without result */
        @Nullable
        JsonNode call(String method, ArrayNode arguments);
    }

    private record Running(CallFootprint footprint, FutureTask<ObjectNode> answer) {}

    CallStream(Caller caller, InputStream in, PrintStream out) {
        this.caller = caller;
        this.lines = new InputLines(in);
        this.out = out;
    }

    /** Answers every line; returns when the last answer is printed. */
    void run() {
        Thread printer = Thread.ofVirtual().name("call-printer").start(this::print);
        try {
            Optional<FutureTask<ObjectNode>> answer;
            do {
                answer = next();
                answers.put(answer);
            } while (answer.isPresent() && !out.checkError());
            printer.join();
        } catch (InterruptedException stop) {
            printer.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private Optional<FutureTask<ObjectNode>> next() throws InterruptedException {
        try {
            Optional<String> line = lines.next();
            return line.isEmpty() ? Optional.empty() : Optional.of(start(call(line.get())));
        } catch (StorageException unreadable) {
            return Optional.of(done(error(unreadable)));
        }
    }

    private static ArrayNode call(String line) {
        if (JsonText.read(line) instanceof ArrayNode list
                && !list.isEmpty()
                && list.get(0).isString()) {
            return list;
        }
        throw new StorageException.BadRequest(FORM);
    }

    private FutureTask<ObjectNode> start(ArrayNode list) throws InterruptedException {
        String method = list.get(0).stringValue();
        ArrayNode arguments = JsonText.nodes().arrayNode();
        list.valueStream().skip(1).forEach(arguments::add);
        CallFootprint footprint = CallFootprint.of(method, arguments);
        awaitConflicts(footprint);
        FutureTask<ObjectNode> answer = new FutureTask<>(() -> answer(method, arguments));
        running.add(new Running(footprint, answer));
        Thread.ofVirtual().name("call").start(answer);
        return answer;
    }

    private void awaitConflicts(CallFootprint footprint) throws InterruptedException {
        running.removeIf(call -> call.answer().isDone());
        for (Running before : running) {
            if (before.footprint().conflictsWith(footprint)) {
                object(before.answer());
            }
        }
    }

    private ObjectNode answer(String method, ArrayNode arguments) {
        try {
            JsonNode result = caller.call(method, arguments);
            ObjectNode answer = JsonText.object();
            return answer.set("result", result == null ? JsonText.nodes().nullNode() : result);
        } catch (StorageException failed) {
            return error(failed);
        }
    }

    private void print() {
        try {
            Optional<FutureTask<ObjectNode>> answer = answers.take();
            while (answer.isPresent()) {
                out.print(PlainText.json(JsonText.write(object(answer.get()))) + "\n");
                if (answers.isEmpty()) {
                    out.flush();
                }
                answer = answers.take();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode object(FutureTask<ObjectNode> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException unexpected) {
            return Failures.error("This failed for a reason that nobody foresaw: " + unexpected.getCause(), 500);
        }
    }

    private static FutureTask<ObjectNode> done(ObjectNode answer) {
        FutureTask<ObjectNode> task = new FutureTask<>(() -> answer);
        task.run();
        return task;
    }

    private static ObjectNode error(StorageException failure) {
        return Failures.error(String.valueOf(failure.getMessage()), failure.statusCode());
    }
}
