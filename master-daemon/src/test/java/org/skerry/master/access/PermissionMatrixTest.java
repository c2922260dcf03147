package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Attachment;
import org.skerry.jio.AttachmentContent;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.AttachmentUpload;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Caller;
import org.skerry.jio.Expected;
import org.skerry.jio.IndexStatus;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.SortKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation, for every kind of grant, on every kind of record. What should come of it is said here once more, in other
 * words than the code's: a question must be answered as by a storage that holds nothing but what may be seen.
 */
@Timeout(300)
class PermissionMatrixTest {

    private static final String ME = "front desk (ABCDEFG)";
    private static final String OTHER = "kitchen (GFEDCBA)";
    private static final Attachment CONTENT = new Attachment("text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    private static final int AT_LEAST = 2_000;

    @TempDir
    private Path folder;

    private Storage records;
    private final Map<RecordId, ObjectNode> all = new LinkedHashMap<>();
    private int cases;

    @BeforeEach
    void fill() {
        records = LocalStorage.open(folder.resolve("all"));
        for (String type : List.of("Ship", "Crew", "Port", "")) {
            for (String owner : List.of(ME, OTHER, "")) {
                for (String wage : List.of("", "high")) {
                    ObjectNode body = JsonText.object();
                    String id = "%s-%s-%s".formatted(type, owner.isEmpty() ? "nobody" : owner.substring(0, 5), wage);
                    body.put("name", "Ana " + all.size());
                    body.put("length", all.size() * 7 % 11);
                    putIfAny(body, "portal_type", type);
                    putIfAny(body, "owner", owner);
                    putIfAny(body, "wage", wage);
                    all.put(new RecordId(id), body);
                }
            }
        }
        all.put(
                new RecordId("form/Ship"),
                JsonText.object().put("portal_type", "Form").put("for", "Ship"));
        all.put(
                new RecordId("form/Crew"),
                JsonText.object().put("portal_type", "Form").put("for", "Crew"));
        all.keySet().forEach(this::restore);
    }

    private static void putIfAny(ObjectNode body, String field, String value) {
        if (!value.isEmpty()) {
            body.put(field, value);
        }
    }

    private void restore(RecordId id) {
        records.put(id, all.get(id));
        if (!records.allAttachments(id).contains("a")) {
            records.putAttachment(id, "a", CONTENT);
        }
        if (records.allAttachments(id).contains("b")) {
            records.removeAttachment(id, "b");
        }
    }

    @AfterEach
    void close() {
        records.close();
    }

    private static List<Grant> grants() {
        List<Grant> grants = new ArrayList<>(List.of(Grant.of(Role.ADMIN)));
        for (String role : List.of("reader", "writer")) {
            for (String types : List.of("", "Ship", "Ship,Crew=reader", "-", "Crew,-=reader", "Nothing")) {
                for (boolean own : List.of(false, true)) {
                    for (String hidden : List.of("", "wage")) {
                        grants.add(Grant.parse(role, types, own, hidden));
                    }
                }
            }
        }
        return grants;
    }

    @Test
    void everybodySeesAndWritesWhatTheRulesSay() {
        int number = 0;
        for (Grant grant : grants()) {
            Storage guarded =
                    new GuardedStorage(records, () -> Optional.of(new Rights(grant, ME, "", "front desk", "ABCDEFG")));
            try (Storage shadow = LocalStorage.open(folder.resolve("shadow" + number++))) {
                Rules rules = new Rules(grant, ME);
                all.forEach((id, body) -> {
                    if (rules.sees(body)) {
                        shadow.put(id, rules.shown(body));
                        shadow.putAttachment(id, "a", CONTENT);
                    }
                });
                questions(grant, guarded, shadow);
                all.keySet().forEach(id -> reads(grant, id, guarded, shadow));
            }
            all.forEach((id, body) -> writes(new Rules(grant, ME), id, body, guarded));
            creations(new Rules(grant, ME), guarded);
            manages(grant, guarded);
            cases += HistoryCases.run(grant, ME, OTHER, folder.resolve("history" + number));
            administers(grant, folder.resolve("admin" + number));
        }
        assertTrue(cases >= AT_LEAST, () -> "only %d cases".formatted(cases));
    }

    private void questions(Grant grant, Storage guarded, Storage shadow) {
        List<String> texts = List.of(
                "",
                "Ana",
                "name:\"Ana%\"",
                "wage:\"high\"",
                "wage:!=\"high\"",
                "NOT wage:\"high\"",
                "high",
                "%high%",
                "SearchableText:\"high\"",
                "SearchableText:\"ana\"",
                "portal_type:\"Crew\" OR length:>5",
                "owner:\"kitchen%\"");
        List<List<SortKey>> orders = List.of(
                List.of(),
                List.of(new SortKey("length", SortKey.Direction.DESCENDING)),
                List.of(new SortKey("wage", SortKey.Direction.ASCENDING)));
        for (String text : texts) {
            Query query = QueryParser.parse(text);
            for (List<SortKey> order : orders) {
                for (Limit limit : List.of(Limit.NONE, new Limit(2, 3))) {
                    AllDocs request = new AllDocs(
                            query,
                            order,
                            limit,
                            List.of("name", "wage"),
                            true,
                            false,
                            List.of(new Facet("portal_type", 10, ""), new Facet("wage", 10, "")));
                    same(
                            grant + " " + text + " " + order,
                            () -> shadow.allDocs(request),
                            () -> guarded.allDocs(request));
                }
            }
            AllDocs plain = new AllDocs(query, List.of(), new Limit(0, 5), List.of(), false);
            same(grant + " " + text, () -> shadow.allDocs(plain), () -> guarded.allDocs(plain));
        }
        same(grant + " count", shadow::count, guarded::count);
    }

    private void reads(Grant grant, RecordId id, Storage guarded, Storage shadow) {
        same(grant + " get " + id, () -> shadow.get(id), () -> guarded.get(id));
        same(grant + " names " + id, () -> shadow.allAttachments(id), () -> guarded.allAttachments(id));
        same(grant + " infos " + id, () -> shadow.attachmentInfos(id), () -> guarded.attachmentInfos(id));
        same(
                grant + " content " + id,
                () -> Arrays.toString(content(shadow, id)),
                () -> Arrays.toString(content(guarded, id)));
        same(
                grant + " attachment " + id,
                () -> shadow.getAttachment(id, "a", ByteRange.ALL).type(),
                () -> guarded.getAttachment(id, "a", ByteRange.ALL).type());
    }

    private static byte[] content(Storage storage, RecordId id) {
        try (AttachmentContent content = storage.openAttachment(id, "a")) {
            byte[] bytes = new byte[(int) content.info().size()];
            content.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    /** Brings a content piece by piece, and attaches it. */
    private static void upload(Storage storage, RecordId id) {
        AttachmentInfo info = new AttachmentInfo(Signature.of(CONTENT.bytes()), CONTENT.bytes().length, CONTENT.type());
        try (AttachmentUpload upload = storage.beginUpload(id, "b", info, Caller.UNKNOWN)) {
            int from = (int) upload.received();
            upload.append(CONTENT.bytes(), from, CONTENT.bytes().length - from);
            upload.finish();
        }
        storage.apply(new Write.AttachUploaded(id, "b", info), WriteKey.NONE);
    }

    /** To attach what he did not upload, or not there, or may not attach. */
    private static void attachOnly(Storage storage, RecordId id) {
        AttachmentInfo info = new AttachmentInfo(Signature.of(CONTENT.bytes()), CONTENT.bytes().length, CONTENT.type());
        storage.apply(new Write.AttachUploaded(id, "b", info), WriteKey.NONE);
    }

    private void writes(Rules rules, RecordId id, ObjectNode body, Storage guarded) {
        Grant grant = rules.grant();
        boolean mayWrite = grant.role() == Role.ADMIN || grant.role() == Role.WRITER;
        boolean isSeen = rules.sees(body);
        boolean isHis = mayWrite && isSeen && rules.writes(body);

        ObjectNode changed = rules.shown(body).put("name", "Bo");
        write(
                grant + " put " + id,
                id,
                () -> guarded.put(id, changed),
                isHis ? Outcome.DONE : Outcome.FORBIDDEN,
                () -> {
                    ObjectNode whole = changed.deepCopy();
                    grant.hidden().forEach(field -> {
                        if (body.has(field)) {
                            whole.set(field, body.get(field));
                        }
                    });
                    assertEquals(whole, records.get(id));
                });
        ObjectNode moved = rules.shown(body).put("portal_type", "Port");
        boolean mayMove = isHis && rules.writes(moved) && rules.sees(moved);
        write(
                grant + " move " + id,
                id,
                () -> guarded.put(id, moved),
                mayMove ? Outcome.DONE : Outcome.FORBIDDEN,
                () -> assertEquals("Port", records.get(id).path("portal_type").asString()));
        ObjectNode given = rules.shown(body).put("owner", OTHER);
        boolean mayGive = isHis && rules.writes(given) && rules.sees(given);
        write(
                grant + " give " + id,
                id,
                () -> guarded.put(id, given),
                mayGive ? Outcome.DONE : Outcome.FORBIDDEN,
                () -> assertEquals(OTHER, records.get(id).path("owner").asString()));
        ObjectNode paid = rules.shown(body).put("wage", "huge");
        write(
                grant + " set the hidden field of " + id,
                id,
                () -> guarded.put(id, paid),
                isHis && !grant.hidden().contains("wage") ? Outcome.DONE : Outcome.FORBIDDEN,
                () -> assertEquals("huge", records.get(id).path("wage").asString()));
        Write stale = new Write.Put(id, changed, new Expected.Signed(Signature.of(JsonText.object())));
        write(
                grant + " put what was changed " + id,
                id,
                () -> guarded.apply(stale, WriteKey.NONE),
                isHis ? Outcome.CONFLICT : Outcome.FORBIDDEN,
                () -> {});
        Write current = new Write.Put(id, changed, new Expected.Signed(Signature.of(rules.shown(body))));
        write(
                grant + " put what was seen " + id,
                id,
                () -> guarded.apply(current, WriteKey.NONE),
                isHis ? Outcome.DONE : Outcome.FORBIDDEN,
                () -> assertEquals("Bo", records.get(id).path("name").asString()));

        boolean isForm = id.text().startsWith("form/") && grant.role() != Role.ADMIN;
        Outcome touched = !mayWrite || isForm
                ? Outcome.FORBIDDEN
                : isSeen ? isHis ? Outcome.DONE : Outcome.FORBIDDEN : Outcome.NONE;
        write(
                grant + " remove " + id,
                id,
                () -> guarded.remove(id),
                touched == Outcome.NONE ? Outcome.NOTHING : touched,
                () -> assertThrows(StorageException.NotFound.class, () -> records.get(id)));
        write(
                grant + " attach to " + id,
                id,
                () -> guarded.putAttachment(id, "b", CONTENT),
                touched,
                () -> assertEquals(List.of("a", "b"), records.allAttachments(id)));
        write(
                grant + " upload to " + id,
                id,
                () -> upload(guarded, id),
                touched,
                () -> assertEquals(List.of("a", "b"), records.allAttachments(id)));
        write(
                grant + " attach what was not uploaded to " + id,
                id,
                () -> attachOnly(guarded, id),
                touched == Outcome.DONE ? Outcome.NONE : touched,
                () -> {});
        write(
                grant + " detach from " + id,
                id,
                () -> guarded.removeAttachment(id, "a"),
                touched,
                () -> assertEquals(List.of(), records.allAttachments(id)));
    }

    private void creations(Rules rules, Storage guarded) {
        Grant grant = rules.grant();
        for (String type : List.of("Ship", "Crew", "Port", "Form", "")) {
            for (String owner : List.of("", ME, OTHER)) {
                ObjectNode body = JsonText.object().put("name", "New");
                putIfAny(body, "portal_type", type);
                putIfAny(body, "owner", owner);
                if (type.equals("Form")) {
                    body.put("for", "Ship");
                }
                ObjectNode whole = body.deepCopy();
                if (grant.isOwnOnly() && owner.isEmpty()) {
                    whole.put("owner", ME);
                }
                boolean may = type.equals("Form") && !grant.isRestricted()
                        ? grant.role() != Role.READER // such a record is no form: its id is not that of one
                        : rules.writes(whole) && rules.sees(whole);
                RecordId id = new RecordId("new");
                cases++;
                if (may) {
                    guarded.put(id, body);
                    assertEquals(whole, records.get(id), () -> grant + " create " + body);
                    records.remove(id);
                } else {
                    assertThrows(
                            StorageException.Forbidden.class,
                            () -> guarded.put(id, body),
                            () -> grant + " create " + body);
                }
            }
        }
        ObjectNode several = JsonText.object();
        several.putArray("portal_type").add("Ship").add("Port");
        cases++;
        if (grant.isRestricted() || grant.role() == Role.READER) {
            assertThrows(StorageException.Forbidden.class, () -> guarded.put(new RecordId("new"), several));
        } else {
            guarded.put(new RecordId("new"), several);
            records.remove(new RecordId("new"));
        }
    }

    private void manages(Grant grant, Storage guarded) {
        for (Runnable managing : List.<Runnable>of(guarded::repair, guarded::reindex)) {
            cases++;
            if (grant.role() == Role.ADMIN) {
                managing.run();
            } else {
                assertThrows(StorageException.Forbidden.class, managing::run);
            }
        }
        cases++;
        if (grant.isRestricted()) {
            assertThrows(StorageException.Forbidden.class, guarded::feed);
        } else {
            assertEquals(records.feed().last(), guarded.feed().last());
        }
    }

    /** What PCs and people may do; each time with a master where nothing was done yet. */
    private void administers(Grant grant, Path data) {
        for (Map.Entry<String, String> each : AdminDesk.CALLS.entrySet()) {
            PeopleDesk people = new PeopleDesk(made(data.resolve(each.getKey())));
            try (AdminDesk desk = new AdminDesk(people, data.resolve(each.getKey()))) {
                desk.pair("kitchen", Grant.of(Role.WRITER));
                desk.pair("office", Grant.of(Role.ADMIN));
                Rights rights = new Rights(grant, ME, "", "front desk", "ABCDEFG");
                Seat seat = new Seat(() -> Optional.of(rights), people.signIns);
                ArrayNode arguments = JsonText.nodes().arrayNode();
                JsonText.read(each.getValue()).valueStream().skip(1).forEach(arguments::add);
                String before = desk.known.all() + " " + people.people.all();
                cases++;
                try {
                    desk.administration.call(each.getKey(), arguments, seat);
                    assertEquals(Role.ADMIN, grant.role(), each.getKey());
                } catch (StorageException.NotFound nobody) { // there are no people yet
                    assertEquals(Role.ADMIN, grant.role(), each.getKey());
                } catch (StorageException.Forbidden refused) {
                    assertFalse(grant.role() == Role.ADMIN, each.getKey());
                    assertEquals(before, desk.known.all() + " " + people.people.all(), each.getKey());
                }
            }
        }
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private enum Outcome {
        DONE,
        FORBIDDEN,
        CONFLICT,
        /** As if there was no such record. */
        NONE,
        /** It succeeds, and nothing happens. */
        NOTHING
    }

    private void write(String what, RecordId id, Runnable write, Outcome expected, Runnable check) {
        cases++;
        long before = records.feed().last().number();
        switch (expected) {
            case DONE -> {
                write.run();
                check.run();
                restore(id);
                return;
            }
            case FORBIDDEN -> assertThrows(StorageException.Forbidden.class, write::run, what);
            case CONFLICT -> assertThrows(StorageException.Conflict.class, write::run, what);
            case NONE -> assertThrows(StorageException.NotFound.class, write::run, what);
            case NOTHING -> write.run();
        }
        assertEquals(before, records.feed().last().number(), what);
        assertEquals(all.get(id), records.get(id), what);
    }

    private <T> void same(String what, Callable<T> expected, Callable<T> asked) {
        cases++;
        assertEquals(told(expected), told(asked), what);
    }

    private static String told(Callable<?> question) {
        try {
            return String.valueOf(question.call());
        } catch (StorageException refused) {
            return refused.getClass() + " " + refused.getMessage();
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Until it is there, who does not see everything is told of nothing. */
    private void awaitIndex() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (records.index().orElseThrow().state() != IndexStatus.State.READY) {
            assertTrue(System.nanoTime() < deadline, "the index is not ready");
            Thread.yield();
        }
    }

    @Test
    void aSlaveIsToldOfWhatItSeesAndOfNothingElse() {
        Grant grant = Grant.parse("writer", "Ship", false, "");
        var view = new Rights(grant, ME, "", "", "").caller().view();
        SeenFeed feed = new SeenFeed(records);
        awaitIndex();
        var first = feed.now(view);

        records.put(new RecordId("Crew-x"), JsonText.object().put("portal_type", "Crew"));
        records.remove(new RecordId("Crew-x"));
        assertEquals(first, feed.now(view));

        records.put(new RecordId("Ship-x"), JsonText.object().put("portal_type", "Ship"));
        var second = feed.now(view);
        assertEquals(first.sequence() + 1, second.sequence());
        assertEquals(second, feed.now(view));

        records.put(new RecordId("Ship-x"), JsonText.object().put("portal_type", "Crew"));
        assertEquals(second.sequence() + 1, feed.now(view).sequence());
        assertFalse(first.id().equals(records.feed().id()));
    }

    @Test
    void rightsThatContradictThemselvesAreRefused() {
        for (List<String> wrong : List.of(
                List.of("boss", "", ""),
                List.of("admin", "Ship", ""),
                List.of("admin", "", "wage"),
                List.of("writer", "Ship=boss", ""),
                List.of("writer", "Ship=admin", ""),
                List.of("writer", "Form", ""),
                List.of("writer", "", "portal_type"))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Grant.parse(wrong.get(0), wrong.get(1), false, wrong.get(2)),
                    wrong.toString());
        }
    }

    @Test
    void bothThePcAndThePersonMustBeAllowed() {
        Grant pc = Grant.parse("writer", "Ship,Crew=reader", false, "wage");
        Grant person = Grant.parse("reader", "Ship,Port", true, "phone");

        Grant both = pc.and(person);

        assertEquals(
                new Grant(Role.READER, Optional.of(Map.of("Ship", Role.READER)), true, Set.of("wage", "phone")), both);
        assertEquals(both, person.and(pc));
        assertEquals(pc, pc.and(Grant.of(Role.ADMIN)));
    }
}
