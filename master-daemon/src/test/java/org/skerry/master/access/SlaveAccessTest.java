package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.master.live.LiveQueries;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.storage.StorageRequest;
import org.skerry.protocol.transfer.TransferSlots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class SlaveAccessTest {

    private static final String SECRET = "red mullet 12";

    /** A call of each method that there is, also by its class of request; one that is missing fails a test. */
    private static final Map<String, String> CALLS = new LinkedHashMap<>(Map.of(
            "Post", "[\"post\",{\"a\":1}]",
            "Put", "[\"put\",\"x\",{\"a\":1}]",
            "Get", "[\"get\",\"x\"]",
            "Remove", "[\"remove\",\"x\"]",
            "ListDocs", "[\"allDocs\",{}]",
            "PutAttachment", "[\"putAttachment\",\"x\",\"a\",\"b\"]",
            "GetAttachment", "[\"getAttachment\",\"x\",\"a\",{\"format\":\"text\"}]",
            "RemoveAttachment", "[\"removeAttachment\",\"x\",\"a\"]",
            "AllAttachments", "[\"allAttachments\",\"x\"]",
            "Repair", "[\"repair\"]"));

    /** Those that are no requests to the storage. */
    private static final Map<String, String> TRANSFERS = Map.of(
            "beginUpload", "[\"beginUpload\",\"x\",\"a\",{\"transfer\":1,\"sha256\":\"\",\"size\":1,\"type\":\"\"}]",
            "beginDownload", "[\"beginDownload\",\"x\",\"a\",{\"transfer\":1}]");

    private static final Map<String, String> FOLLOWING =
            Map.of("subscribe", "[\"subscribe\",1,{}]", "unsubscribe", "[\"unsubscribe\",1]");

    static {
        CALLS.put("AttachmentInfos", "[\"attachmentInfos\",\"x\"]");
        CALLS.put(
                "EndUpload",
                "[\"endUpload\",\"x\",\"a\",{\"sha256\":\"%s\",\"size\":1,\"type\":\"\"}]".formatted("0".repeat(64)));
        CALLS.putAll(TRANSFERS);
        CALLS.put("ListVersions", "[\"history\",\"x\"]");
        CALLS.put("GetVersion", "[\"version\",\"x\",1]");
        CALLS.put("ListRemoved", "[\"removed\"]");
        CALLS.put("Restore", "[\"restore\",\"x\",1]");
        CALLS.putAll(AdminDesk.CALLS);
        CALLS.put("Changes", "[\"changes\",{}]");
        CALLS.putAll(FOLLOWING);
    }

    @TempDir
    private Path folder;

    private final MemoryStorage records = new MemoryStorage();
    private PeopleDesk desk;
    private AdminDesk admin;
    private SlaveAccess access;
    private Optional<Rights> pc = Optional.empty();

    @BeforeEach
    void connect() {
        desk = new PeopleDesk(folder);
        admin = new AdminDesk(desk, folder);
        pc = Optional.of(pc(Grant.of(Role.ADMIN)));
        access = connected();
    }

    private static Rights pc(Grant grant) {
        return new Rights(grant, "front desk (ABCDEFG)", "", "front desk", "ABCDEFG");
    }

    private SlaveAccess connected() {
        return new SlaveAccess(
                records,
                "front desk",
                () -> pc,
                desk.signIns,
                admin.administration,
                RequestGate.OPEN,
                TransferSlots.defaults(),
                new LiveQueries(records));
    }

    @AfterEach
    void close() {
        admin.close();
        records.close();
    }

    private @Nullable JsonNode call(String line) {
        ArrayNode list = assertInstanceOf(ArrayNode.class, JsonText.read(line));
        ArrayNode arguments = JsonText.nodes().arrayNode();
        list.valueStream().skip(1).forEach(arguments::add);
        return access.handler(AdminDesk::noSession)
                .handle(new Message.JioQuery(CallId.of(1), list.get(0).stringValue(), arguments));
    }

    private void signIn() {
        call("[\"signIn\",\"ana\",\"%s\"]".formatted(SECRET));
    }

    @Test
    void everyMethodIsTried() {
        Set<String> requests = Arrays.stream(StorageRequest.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        requests.addAll(admin.administration.methods());
        requests.addAll(TRANSFERS.keySet());
        requests.addAll(FOLLOWING.keySet());

        assertEquals(requests, new TreeSet<>(CALLS.keySet()));
    }

    @Test
    void whileNoPeopleAreKnownNobodySignsIn() {
        assertEquals(JsonText.nodes().stringNode("x"), call(CALLS.get("Put")));
        assertEquals(
                "{\"people\":false,\"pc\":\"front desk\",\"person\":\"\",\"role\":\"admin\",\"owner\":\"front desk (ABCDEFG)\",\"admin\":true}",
                String.valueOf(call("[\"whoAmI\"]")));
        assertThrows(StorageException.Forbidden.class, this::signIn);
        assertNull(call("[\"signOut\"]"));
        assertEquals(List.of(), desk.notes);
    }

    @Test
    void nothingIsDoneBeforeSomebodyHasSignedIn() {
        records.put(new RecordId("x"), JsonText.object());
        desk.add("Ana", SECRET);
        String before = String.valueOf(records.feed().last());

        CALLS.forEach((name, call) -> assertThrows(StorageException.SignInNeeded.class, () -> call(call), name));
        assertThrows(StorageException.SignInNeeded.class, () -> call("[\"nonsense\",1]"));
        assertThrows(StorageException.SignInNeeded.class, () -> call("[\"get\",7]"));

        assertEquals(before, String.valueOf(records.feed().last()));
    }

    @Test
    void whoHasSignedInMayDoWhatBothMay() {
        desk.ask(
                "person-add",
                JsonText.object().put("name", "Ana").put("secret", SECRET).put("own", true));
        assertEquals(
                "{\"name\":\"Ana\",\"role\":\"writer\",\"owner\":\"Ana\"}",
                String.valueOf(call("[\"signIn\",\"ana\",\"%s\"]".formatted(SECRET))));

        call("[\"put\",\"x\",{\"a\":1}]");
        assertThrows(StorageException.Forbidden.class, () -> call(CALLS.get("Repair")));
        assertEquals(
                "{\"people\":true,\"pc\":\"front desk\",\"person\":\"Ana\",\"role\":\"writer\",\"owner\":\"Ana\"}",
                String.valueOf(call("[\"whoAmI\"]")));
        assertEquals(
                "{\"a\":1,\"owner\":\"Ana\"}", records.get(new RecordId("x")).toString());

        pc = Optional.of(pc(Grant.of(Role.READER)));
        assertThrows(StorageException.Forbidden.class, () -> call(CALLS.get("Put")));
        pc = Optional.empty();
        assertThrows(StorageException.Forbidden.class, () -> call(CALLS.get("Get")));
        assertThrows(StorageException.Forbidden.class, this::signIn);
    }

    @Test
    void whatTheKeeperChangesCountsAtOnce() {
        desk.add("Ana", SECRET);
        desk.add("Li", SECRET);
        signIn();
        call(CALLS.get("Put"));

        desk.ask("person-grant", JsonText.object().put("name", "Ana").put("role", "reader"));
        assertThrows(StorageException.Forbidden.class, () -> call(CALLS.get("Put")));
        desk.ask("person-disable", JsonText.object().put("name", "Ana"));
        assertThrows(StorageException.SignInNeeded.class, () -> call(CALLS.get("Get")));
        assertThrows(StorageException.Forbidden.class, this::signIn);
        desk.ask("person-enable", JsonText.object().put("name", "Ana"));
        call(CALLS.get("Get"));
        desk.ask("person-password", JsonText.object().put("name", "Ana").put("secret", "other"));
        assertThrows(StorageException.SignInNeeded.class, () -> call(CALLS.get("Get")));
        desk.ask("person-password", JsonText.object().put("name", "Ana").put("secret", SECRET));
        assertThrows(StorageException.SignInNeeded.class, () -> call(CALLS.get("Get")));
        signIn();
        desk.ask("person-remove", JsonText.object().put("name", "Ana"));
        desk.pass(Duration.ofSeconds(1));
        desk.add("Ana", SECRET);
        assertThrows(StorageException.SignInNeeded.class, () -> call(CALLS.get("Get")));
    }

    @Test
    void theFeedTellsNothingBeforeSomebodyHasSignedIn() {
        Message.Feed whole = new Message.Feed("whole", 7);
        assertEquals(whole, access.feed(whole));
        desk.add("Ana", SECRET);

        Message.Feed before = access.feed(whole);
        records.put(new RecordId("y"), JsonText.object());

        assertEquals(before, access.feed(whole));
        assertNotEquals(whole.id(), before.id());
        signIn();
        assertEquals(whole, access.feed(whole));
    }

    @Test
    void signingInAndOutIsTold() {
        desk.add("Ana", SECRET);
        desk.add("Li", "another one");
        desk.notes.clear();

        signIn();
        call("[\"signIn\",\"Li\",\"another one\"]");
        assertThrows(StorageException.Forbidden.class, () -> call("[\"signIn\",\"Ana\",\"another one\"]"));
        assertThrows(StorageException.Forbidden.class, () -> call("[\"signIn\",\"%s\",\"Ana\"]".formatted(SECRET)));
        call(CALLS.get("Put"));
        call("[\"signOut\"]");
        call("[\"signOut\"]");
        signIn();
        access.left();

        assertEquals(
                List.of(
                        "signed-in Ana@front desk",
                        "signed-out Ana@front desk",
                        "signed-in Li@front desk",
                        "sign-in-refused @front desk Ana",
                        "sign-in-refused @front desk unknown name",
                        "signed-out Li@front desk",
                        "signed-in Ana@front desk",
                        "signed-out Ana@front desk"),
                desk.notes);
        assertThrows(StorageException.SignInNeeded.class, () -> call(CALLS.get("Get")));
    }

    @Test
    void anUnknownNameCostsAndTellsAsMuchAsAKnownOne() {
        desk.add("Ana", SECRET);
        desk.add("Bo", SECRET);
        desk.ask("person-disable", JsonText.object().put("name", "Bo"));
        List<String> sentences = new ArrayList<>();
        List<Long> costs = new ArrayList<>();
        for (String name : List.of("Ana", "Nobody", "Bo", "(no name)")) {
            long before = desk.hasher.computed();
            sentences.add(String.valueOf(assertThrows(
                            StorageException.Forbidden.class,
                            () -> call(
                                    "[\"signIn\",\"%s\",\"%s\"]".formatted(name, name.equals("Bo") ? SECRET : "wrong")))
                    .getMessage()));
            costs.add(desk.hasher.computed() - before);
        }

        assertEquals(Set.of("The name or the password is wrong."), Set.copyOf(sentences));
        assertEquals(List.of(1L, 1L, 1L, 1L), costs);
    }

    @Test
    void aPauseComesBeforeAnythingIsComputed() {
        desk.add("Ana", SECRET);
        for (int i = 0; i < 5; i++) {
            assertThrows(StorageException.Forbidden.class, () -> call("[\"signIn\",\"Ana\",\"wrong\"]"));
        }
        long before = desk.hasher.computed();

        assertThrows(StorageException.TooMany.class, this::signIn);

        assertEquals(before, desk.hasher.computed());
        desk.pass(Duration.ofSeconds(30));
        signIn();
    }

    @Test
    void theArgumentsAreChecked() {
        desk.add("Ana", SECRET);
        for (String call : List.of(
                "[\"signIn\"]",
                "[\"signIn\",\"Ana\"]",
                "[\"signIn\",\"Ana\",123456]",
                "[\"signIn\",\"Ana\",\"%s\",{}]".formatted(SECRET),
                "[\"signIn\",\"Ana\",\"%s\"]".formatted("x".repeat(129)),
                "[\"signOut\",1]",
                "[\"whoAmI\",null]")) {
            var wrong = assertThrows(StorageException.BadRequest.class, () -> call(call), call);
            assertTrue(!String.valueOf(wrong.getMessage()).contains(SECRET));
        }
    }

    @Test
    void theExamplesOfTheProtocolGoAsWritten() throws IOException {
        desk.add("Ana", "red mullet 12");
        List<String> lines = examples();
        assertTrue(lines.size() > 10, () -> lines.toString());
        for (int i = 1; i < lines.size(); i += 2) {
            JsonNode query = JsonText.read(lines.get(i));
            ArrayNode call = JsonText.nodes().arrayNode().add(query.get("method_name"));
            query.get("argument_list").forEach(call::add);
            assertEquals(JsonText.read(lines.get(i + 1)), answer(query.get("id").asInt(), JsonText.write(call)));
        }
        assertEquals(JsonText.read(lines.getFirst()), answer(1, CALLS.get("Get")));
    }

    private JsonNode answer(int id, String line) {
        var answer = JsonText.object().put("id", id);
        try {
            JsonNode result = call(line);
            answer.put("type", "jio_response");
            return result == null ? answer : answer.set("result", result);
        } catch (StorageException refused) {
            answer.put("type", "error")
                    .putObject("result")
                    .put("message", refused.getMessage())
                    .put("status_code", refused.statusCode());
            return answer;
        }
    }

    /** The answer to a client that does not know the feature, then questions and answers in turn. */
    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        boolean isInSection = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "protocol.md"))) {
            if (line.startsWith("##")) {
                isInSection = line.equals("### `people`");
            } else if (isInSection && line.startsWith("{\"id\"")) {
                examples.add(line);
            }
        }
        return examples;
    }
}
