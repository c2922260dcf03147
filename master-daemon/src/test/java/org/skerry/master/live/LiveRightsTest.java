package org.skerry.master.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.master.access.Grant;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever the grant: of each write exactly that is told which can be seen; the rules are said here once more. */
@Timeout(120)
class LiveRightsTest {

    private static final String ME = "front desk (ABCDEFG)";
    private static final int WRITES = 60;

    private static final class Rules {
        private final List<String> types;
        private final boolean isOwnOnly;
        private final boolean hidesWage;

        Rules(String types, boolean isOwnOnly, boolean hidesWage) {
            this.types = types.isEmpty() ? List.of() : List.of(types.split(","));
            this.isOwnOnly = isOwnOnly;
            this.hidesWage = hidesWage;
        }

        Optional<ObjectNode> seen(Optional<ObjectNode> body) {
            return body.filter(record -> types.isEmpty()
                            || types.contains(record.path("portal_type").asString("-")))
                    .filter(record ->
                            !isOwnOnly || record.path("owner").asString("").equals(ME))
                    .map(record -> {
                        ObjectNode shown = record.deepCopy();
                        if (hidesWage) {
                            shown.remove("wage");
                        }
                        return shown;
                    });
        }
    }

    @Test
    void nothingElseIsToldThanWhatIsSeen() throws Exception {
        int told = 0;
        for (String types : List.of("", "Ship", "Ship,Crew", "-", "Nothing")) {
            for (boolean isOwnOnly : List.of(false, true)) {
                for (boolean hidesWage : List.of(false, true)) {
                    Grant grant = Grant.parse("writer", types, isOwnOnly, hidesWage ? "wage" : "");
                    told += follow(grant, new Rules(types, isOwnOnly, hidesWage));
                }
            }
        }
        assertTrue(told > 200, "only %d rows".formatted(told));
    }

    private int follow(Grant grant, Rules rules) throws InterruptedException {
        Random random = new Random(11);
        Map<RecordId, ObjectNode> records = new HashMap<>();
        int told = 0;
        try (LiveDesk desk = new LiveDesk(new MemoryStorage())) {
            desk.see(grant.view(ME));
            PeerSession slave = desk.connect();
            BlockingQueue<Message.Live> heard = LiveDesk.listening(slave);
            call(slave, "subscribe", "[1,{\"include_docs\":true}]");
            for (int i = 0; i < WRITES; i++) {
                RecordId id = new RecordId("r" + random.nextInt(8));
                Optional<ObjectNode> before = Optional.ofNullable(records.get(id));
                Optional<ObjectNode> after = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(body(random));
                write(desk, records, id, after);
                desk.queries.round();
                call(slave, "nothing", "[]");
                List<String> expected = expected(id, rules.seen(before), rules.seen(after));
                List<String> rows = rows(heard);
                assertEquals(expected, rows, grant + " write " + i);
                told += rows.size();
            }
            slave.close();
        }
        return told;
    }

    private static void write(
            LiveDesk desk, Map<RecordId, ObjectNode> records, RecordId id, Optional<ObjectNode> body) {
        if (body.isPresent()) {
            desk.storage.put(id, body.get());
            records.put(id, body.get());
        } else {
            desk.storage.remove(id);
            records.remove(id);
        }
    }

    private static ObjectNode body(Random random) {
        ObjectNode body = JsonText.object().put("n", random.nextInt(2));
        String type = List.of("Ship", "Crew", "Port", "").get(random.nextInt(4));
        if (!type.isEmpty()) {
            body.put("portal_type", type);
        }
        if (random.nextBoolean()) {
            body.put("owner", random.nextBoolean() ? ME : "kitchen");
        }
        if (random.nextBoolean()) {
            body.put("wage", random.nextInt(2));
        }
        return body;
    }

    private static List<String> expected(RecordId id, Optional<ObjectNode> before, Optional<ObjectNode> after) {
        if (before.equals(after)) {
            return List.of();
        }
        String went = before.isEmpty() ? "in" : after.isEmpty() ? "out" : "changed";
        return List.of(
                "%s %s %s".formatted(id, went, after.map(Object::toString).orElse("")));
    }

    private static List<String> rows(BlockingQueue<Message.Live> heard) {
        List<Message.Live> notices = new ArrayList<>();
        heard.drainTo(notices);
        return notices.stream()
                .flatMap(notice -> notice.rows().stream())
                .map(LiveRow::json)
                .map(row -> "%s %s %s"
                        .formatted(
                                row.path("id").asString(""),
                                row.path("went").asString(""),
                                row.has("doc") ? row.get("doc") : ""))
                .toList();
    }

    private static void call(PeerSession session, String method, String arguments) {
        session.call(new Call(method, (ArrayNode) JsonText.read(arguments)), LiveDesk.PATIENCE);
    }
}
