package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class StorageServiceFuzzTest {

    private static final int CALLS = 20_000;

    private static final List<String> METHODS = List.of(
            "post",
            "put",
            "get",
            "remove",
            "allDocs",
            "putAttachment",
            "getAttachment",
            "removeAttachment",
            "allAttachments",
            "repair",
            "bulk");

    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "y",
            "测试",
            "\ud800",
            "a:%b%",
            "(",
            "data:,x",
            "data:text/plain;base64,aGk=",
            "data:text/plain;base64,*",
            "text",
            "json",
            "data_url",
            "blob",
            "ascending",
            "{\"a\":1}");

    private static final List<String> KEYS = List.of(
            "a",
            "query",
            "limit",
            "sort_on",
            "select_list",
            "include_docs",
            "data_url",
            "format",
            "start",
            "end",
            "_content_type",
            "_mimetype",
            "type",
            "key",
            "value",
            "operator",
            "query_list");

    @Test
    void everyCallEndsInAResultOrAStatus() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<Integer> statuses = new TreeSet<>();
        try (MemoryStorage storage = new MemoryStorage()) {
            StorageService service = new StorageService(storage, RequestGate.OPEN);
            for (int i = 0; i < CALLS; i++) {
                Message.JioQuery query = query(random, i);
                try {
                    service.handle(query);
                    statuses.add(200);
                } catch (StorageException refused) {
                    statuses.add(refused.statusCode());
                } catch (RuntimeException unexpected) {
                    fail("seed " + seed + ": " + query, unexpected);
                }
            }
        }

        assertTrue(Set.of(200, 400, 404, 409, 501).containsAll(statuses), "seed " + seed + ": " + statuses);
    }

    private static Message.JioQuery query(Random random, int number) {
        ArrayNode arguments = JsonText.nodes().arrayNode();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            // Often what is right in this place, so that many calls get past the first check.
            arguments.add(random.nextInt(3) > 0 && i < 2 ? text(pick(random, TEXTS)) : value(random, 0));
        }
        return new Message.JioQuery(
                CallId.of(number),
                pick(random, METHODS),
                arguments,
                random.nextInt(4) == 0 ? new WriteKey.Numbered("w", 1 + random.nextInt(50)) : WriteKey.NONE,
                random.nextInt(8) == 0 ? Expected.ABSENT : Expected.ANY,
                null);
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 10)) {
            case 0 -> JsonText.nodes().nullNode();
            case 1 -> JsonText.nodes().booleanNode(random.nextBoolean());
            case 2 -> JsonText.nodes().numberNode(random.nextInt(7) - 2);
            case 3 -> JsonText.read(pick(random, List.of("1.5", "1e300", "-0", "9007199254740993", "1e9999")));
            case 4, 5 -> text(pick(random, TEXTS));
            case 6 -> {
                ArrayNode array = JsonText.nodes().arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JsonText.object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(pick(random, KEYS), value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static JsonNode text(String text) {
        return JsonText.nodes().stringNode(text);
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
