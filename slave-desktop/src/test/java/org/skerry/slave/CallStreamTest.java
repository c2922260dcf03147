package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class CallStreamTest {

    @Test
    void eachLineIsAnsweredInOrderAlsoWhatIsNoCall() {
        List<String> answers = run("""
                ["get","x"]
                ["missing","x"]
                {"a":1}

                []
                [1,2]
                [oops
                ["nothing"]
                """, (method, arguments) -> switch (method) {
            case "get" -> arguments.get(0);
            case "nothing" -> null;
            default -> throw new StorageException.NotOffered("No such method.");
        });

        String form = error(
                "A call is a JSON list that begins with the name of the method, such as [\\\"get\\\",\\\"x\\\"].", 400);
        assertEquals(List.of("{\"result\":\"x\"}", error("No such method.", 501), form), answers.subList(0, 3));
        assertEquals(List.of(form, form), answers.subList(4, 6));
        assertTrue(answers.get(3).endsWith(",\"status_code\":400}}"), answers.get(3));
        assertTrue(answers.get(6).endsWith(",\"status_code\":400}}"), answers.get(6));
        assertEquals(List.of("{\"result\":null}"), answers.subList(7, answers.size()));
    }

    @Test
    void independentCallsAreUnderWayTogether() {
        CountDownLatch allStarted = new CountDownLatch(CallStream.WINDOW / 2);

        List<String> answers =
                run(lines(CallStream.WINDOW / 2, i -> "[\"get\",\"%d\"]".formatted(i)), (method, arguments) -> {
                    allStarted.countDown();
                    await(allStarted);
                    return arguments.get(0);
                });

        assertEquals(
                IntStream.range(0, CallStream.WINDOW / 2)
                        .mapToObj("{\"result\":\"%d\"}"::formatted)
                        .toList(),
                answers);
    }

    @Test
    void resultsAreThoseOfOneCallAfterTheOther() {
        Map<String, JsonNode> records = new ConcurrentHashMap<>();
        String input = lines(300, i -> """
                     ["put","x",%d]
                     ["get","x"]
                     ["put","y%d",1]
                     ["allDocs"]""".formatted(i, i));

        List<String> answers = run(input, (method, arguments) -> {
            Thread.yield();
            return switch (method) {
                case "put" -> {
                    records.put(arguments.get(0).stringValue(), arguments.get(1));
                    yield arguments.get(0);
                }
                case "get" -> records.get(arguments.get(0).stringValue());
                default -> JsonText.nodes().numberNode(records.size());
            };
        });

        assertEquals(
                IntStream.range(0, 300)
                        .boxed()
                        .flatMap(i -> List.of(
                                "{\"result\":\"x\"}",
                                "{\"result\":%d}".formatted(i),
                                "{\"result\":\"y%d\"}".formatted(i),
                                "{\"result\":%d}".formatted(i + 2))
                                .stream())
                        .toList(),
                answers);
    }

    private static List<String> run(String input, CallStream.Caller caller) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CallStream(
                        caller,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8))
                .run();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String error(String message, int status) {
        return "{\"error\":{\"message\":\"%s\",\"status_code\":%d}}".formatted(message, status);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }
}
