package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.live.LiveQueries;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.pairing.NodeCertificate;
import org.skerry.protocol.pairing.NodeIdentity;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.RequestGate;
import org.skerry.protocol.transfer.TransferSlots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What admins may do from their PCs, and nobody else. */
class AdministrationTest {

    private static final String SECRET = "red mullet 12";

    @TempDir
    private Path folder;

    private PeopleDesk people;
    private AdminDesk desk;
    private KnownSlave office;
    private KnownSlave kitchen;

    @BeforeEach
    void open() {
        people = new PeopleDesk(folder);
        desk = new AdminDesk(people, folder);
        office = desk.pair("office", Grant.of(Role.ADMIN));
        kitchen = desk.pair("kitchen", Grant.of(Role.WRITER));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static JsonNode call(PeerSession.RequestHandler handler, String line) {
        ArrayNode list = assertInstanceOf(ArrayNode.class, JsonText.read(line));
        ArrayNode arguments = JsonText.nodes().arrayNode();
        list.valueStream().skip(1).forEach(arguments::add);
        JsonNode answer =
                handler.handle(new Message.JioQuery(CallId.of(1), list.get(0).stringValue(), arguments));
        return answer == null ? JsonText.nodes().nullNode() : answer;
    }

    private PeerSession.RequestHandler at(KnownSlave pc) {
        return desk.access(pc).handler(AdminDesk::noSession);
    }

    /** Somebody who has signed in at a PC. */
    private PeerSession.RequestHandler at(KnownSlave pc, String person) {
        PeerSession.RequestHandler handler = at(pc);
        call(handler, "[\"signIn\",\"%s\",\"%s\"]".formatted(person, SECRET));
        return handler;
    }

    private void add(String name, String role) {
        people.ask(
                "person-add",
                JsonText.object().put("name", name).put("secret", SECRET).put("role", role));
    }

    private void isRefused(PeerSession.RequestHandler handler, Class<? extends StorageException> why) {
        String before = desk.known.all() + " " + people.people.all();
        AdminDesk.CALLS.forEach((name, call) -> assertThrows(why, () -> call(handler, call), name));
        assertEquals(before, desk.known.all() + " " + people.people.all());
        assertFalse(desk.codes.isWaiting());
    }

    @Test
    void onlyWhoIsAnAdminMay() {
        for (Role role : List.of(Role.READER, Role.WRITER)) {
            isRefused(at(desk.pair(role.word(), Grant.of(role))), StorageException.Forbidden.class);
        }

        people.notes.clear();
        assertThrows(StorageException.Forbidden.class, () -> call(at(kitchen), "[\"allPeers\"]"));
        assertEquals(
                List.of("refused @kitchen Only an admin may do that, at a PC that was paired as admin."), people.notes);
    }

    @Test
    void bothThePcAndThePersonHaveToBeAdmins() {
        add("Ana", "admin");
        add("Li", "writer");

        isRefused(at(office), StorageException.SignInNeeded.class);
        isRefused(at(kitchen), StorageException.SignInNeeded.class);
        isRefused(at(kitchen, "Ana"), StorageException.Forbidden.class);
        isRefused(at(office, "Li"), StorageException.Forbidden.class);
        assertEquals(2, call(at(office, "Ana"), "[\"allPeople\"]").get("people").size());
    }

    @Test
    void anAdminWhoDoesNotSeeEverythingIsNone() {
        for (Grant limited : List.of(
                new Grant(Role.ADMIN, Optional.of(java.util.Map.of("Ship", Role.WRITER)), false, Set.of()),
                new Grant(Role.ADMIN, Optional.empty(), true, Set.of()),
                new Grant(Role.ADMIN, Optional.empty(), false, Set.of("wage")))) {
            isRefused(at(desk.pair("limited", limited)), StorageException.Forbidden.class);
        }
    }

    @Test
    void aPcThatIsNotPairedMayNothingThoughTheMasterIsOpen() {
        SlaveAccess stranger = new SlaveAccess(
                desk.records,
                "front desk",
                () -> Optional.of(Rights.ofUnknown("front desk")),
                people.signIns,
                desk.administration,
                RequestGate.OPEN,
                TransferSlots.defaults(),
                new LiveQueries(desk.records));

        isRefused(stranger.handler(AdminDesk::noSession), StorageException.Forbidden.class);
        assertFalse(call(stranger.handler(AdminDesk::noSession), "[\"whoAmI\"]").has("admin"));
    }

    @Test
    void whoIsAnAdminNoLongerIsStoppedAtOnce() {
        PeerSession.RequestHandler handler = at(office);
        call(handler, "[\"allPeers\"]");

        desk.known.grant("office", Grant.of(Role.WRITER), Actor.KEEPER);
        isRefused(handler, StorageException.Forbidden.class);
        desk.known.revoke("office", Actor.KEEPER);
        isRefused(handler, StorageException.Forbidden.class);
    }

    @Test
    void pcsAreListedGrantedAndRevoked() {
        PeerSession.RequestHandler admin = at(office);
        String key = kitchen.key().groups();

        call(
                admin,
                "[\"grantPeer\",\"%s\",{\"role\":\"writer\",\"types\":{\"Ship\":\"reader\",\"-\":\"writer\"},\"own\":true,\"hidden\":[\"wage\"]}]"
                        .formatted(key));
        assertEquals(
                Optional.of(Grant.parse("writer", "Ship=reader,-", true, "wage")),
                desk.known.admitted(kitchen.key()).map(KnownSlave::grant));

        call(admin, "[\"revokePeer\",\"%s\"]".formatted(key));
        assertEquals(Optional.empty(), desk.known.admitted(kitchen.key()));
        assertThrows(StorageException.NotFound.class, () -> call(admin, "[\"revokePeer\",\"%s\"]".formatted(key)));

        JsonNode list = call(admin, "[\"allPeers\"]").get("peers");
        assertEquals(
                List.of("office true ", "kitchen false 2026-11-28T08:00:00Z"),
                list.valueStream()
                        .map(pc -> "%s %s %s"
                                .formatted(
                                        pc.path("name").asString(),
                                        pc.path("here").asBoolean(false),
                                        pc.path("revoked").asString("")))
                        .toList());
    }

    @Test
    void noPcCanHideBehindTheKeyOfAnother() {
        KnownSlave impostor = desk.pair(kitchen.key().groups(), Grant.of(Role.READER));
        String call = "[\"grantPeer\",\"%s\",{\"role\":\"writer\"}]"
                .formatted(kitchen.key().groups());

        call(at(office), "[\"revokePeer\",\"%s\"]".formatted(kitchen.key().groups()));

        assertEquals(Optional.empty(), desk.known.admitted(kitchen.key()));
        assertThrows(StorageException.NotFound.class, () -> call(at(office), call));
        assertEquals(
                Optional.of(Grant.of(Role.READER)),
                desk.known.admitted(impostor.key()).map(KnownSlave::grant));
    }

    @Test
    void whoIsNoAdminAnyMoreWhenItWouldBeDoneDoesNothing() {
        add("Ana", "admin");
        Seat seat = new Seat(() -> desk.rights(office), people.signIns);
        seat.signIn("Ana", SECRET);
        Rights then = seat.rights().orElseThrow();
        Actor.Admin underWay = new Actor.Admin(then, seat.isStill(Rights::administers));
        add("Bo", "admin");
        people.people.change("Ana", person -> person.disabled(true), Actor.KEEPER);
        String before = desk.known.all() + " " + people.people.all();

        assertThrows(
                StorageException.Forbidden.class,
                () -> people.report.add("Eve", Optional.of(SECRET), Grant.of(Role.ADMIN), underWay));
        assertThrows(
                StorageException.Forbidden.class,
                () -> people.people.change("Bo", person -> person.disabled(true), underWay));
        assertThrows(
                StorageException.Forbidden.class, () -> desk.known.grant("kitchen", Grant.of(Role.ADMIN), underWay));

        assertEquals(before, desk.known.all() + " " + people.people.all());
    }

    @Test
    void theListOfPcsNeverGrowsBeyondWhatCanBeReadAgain() {
        KnownSlaves small = KnownSlaves.in(folder, people, 3_000);
        Grant large = new Grant(Role.WRITER, Optional.empty(), false, Set.of("x".repeat(199), "y".repeat(199)));

        assertThrows(StorageException.TooLarge.class, () -> {
            for (int i = 0; i < 10; i++) {
                small.grant(i % 2 == 0 ? "kitchen" : "office", large, Actor.KEEPER);
                small.add(new KnownSlave(
                        NodeCertificate.of(NodeIdentity.make()), "pc" + i, large, people.instant(), Optional.empty()));
            }
        });

        assertEquals(
                Set.copyOf(small.all()),
                Set.copyOf(KnownSlaves.in(folder, people, 3_000).all()));
    }

    @Test
    void aCodeIsMadeWithItsRights() throws Exception {
        InetAddress any = InetAddress.getByName("192.0.2.7");
        JsonNode made = call(at(office), "[\"pairPeer\",{\"role\":\"reader\",\"own\":true}]");

        PairingDesk.Ticket ticket = desk.codes.ticket(any).orElseThrow();
        assertEquals(ticket.code().digits(), made.path("code").asString());
        assertEquals(Grant.parse("reader", "", true, ""), ticket.grant());
        assertEquals(600, made.path("seconds").asInt(0));
        assertEquals("[\"ws://192.168.1.20:9999/\"]", made.get("addresses").toString());
        assertTrue(call(at(office), "[\"allPeers\"]").path("code_waits").booleanValue());

        call(at(office), "[\"pairPeer\",{\"role\":\"reader\"},{\"from\":\"192.0.2.7\"}]");
        assertTrue(!desk.codes.ticket(any).orElseThrow().equals(ticket));
    }

    @Test
    void aCodeIsGoodAsLongAsWhoMadeItIsAnAdmin() {
        KnownSlave second = desk.pair("second", Grant.of(Role.ADMIN));
        call(at(second), "[\"pairPeer\",{\"role\":\"admin\"}]");
        assertTrue(desk.codes.isWaiting());

        call(at(office), "[\"revokePeer\",\"%s\"]".formatted(second.key().groups()));

        assertFalse(desk.codes.isWaiting());
    }

    @Test
    void aCodeStaysGoodWhenWhoMadeItHasSignedOut() {
        add("Ana", "admin");
        add("Bo", "admin");
        PeerSession.RequestHandler ana = at(office, "Ana");
        call(ana, "[\"pairPeer\",{\"role\":\"admin\"}]");

        call(ana, "[\"signOut\"]");
        assertTrue(desk.codes.isWaiting());
        call(at(office, "Bo"), "[\"disablePerson\",\"Ana\"]");
        assertFalse(desk.codes.isWaiting());
    }

    @Test
    void peopleAreAddedChangedAndRemoved() {
        add("Ana", "admin");
        PeerSession.RequestHandler ana = at(office, "Ana");
        people.notes.clear();

        call(
                ana,
                "[\"addPerson\",\"Li\",\"%s\",{\"role\":\"reader\",\"types\":{\"Ship\":\"reader\"}}]"
                        .formatted(SECRET));
        Person li = people.people.find("li").orElseThrow();
        assertEquals(Grant.parse("reader", "Ship", false, ""), li.grant());
        assertTrue(people.hasher.matches(SECRET, Optional.of(li.secret())));
        assertThrows(
                StorageException.Conflict.class,
                () -> call(ana, "[\"addPerson\",\"LI\",\"%s\",{\"role\":\"reader\"}]".formatted(SECRET)));
        call(ana, "[\"grantPerson\",\"Li\",{\"role\":\"writer\"}]");
        String pin = call(ana, "[\"setPassword\",\"Li\",null]").path("pin").asString("");
        assertTrue(pin.matches("\\d{6}"), pin);
        call(ana, "[\"disablePerson\",\"Li\"]");
        assertTrue(people.people.find("Li").orElseThrow().isDisabled());
        call(ana, "[\"enablePerson\",\"Li\"]");
        assertEquals(1, call(ana, "[\"removePerson\",\"Li\"]").path("left").asInt(-1));
        assertThrows(StorageException.NotFound.class, () -> call(ana, "[\"enablePerson\",\"Li\"]"));

        assertEquals(
                List.of(
                        "person-added Ana@office Li: reader",
                        "person-changed Ana@office Li: writer",
                        "person-changed Ana@office Li: password",
                        "person-changed Ana@office Li: disabled",
                        "person-changed Ana@office Li: enabled",
                        "person-removed Ana@office Li"),
                people.notes);
    }

    @Test
    void whatIsDoneWithPcsIsToldWithWhoDidIt() {
        PeerSession.RequestHandler admin = at(office);

        call(admin, "[\"pairPeer\",{\"role\":\"writer\"}]");
        call(admin, "[\"grantPeer\",\"kitchen\",{\"role\":\"reader\"}]");
        call(admin, "[\"revokePeer\",\"kitchen\"]");

        assertEquals(
                List.of(
                        "code @office for a writer",
                        "granted @office %s: reader".formatted(kitchen.owner()),
                        "revoked @office %s".formatted(kitchen.owner())),
                people.notes);
    }

    @Test
    void anAdminIsAlwaysLeft() {
        PeerSession.RequestHandler admin = at(office);
        for (String call : List.of(
                "[\"revokePeer\",\"office\"]",
                "[\"grantPeer\",\"office\",{\"role\":\"writer\"}]",
                "[\"addPerson\",\"Li\",\"%s\",{\"role\":\"writer\"}]".formatted(SECRET))) {
            assertThrows(StorageException.Conflict.class, () -> call(admin, call), call);
        }
        call(admin, "[\"addPerson\",\"Ana\",\"%s\",{\"role\":\"admin\"}]".formatted(SECRET));
        PeerSession.RequestHandler ana = at(office, "Ana");
        call(ana, "[\"addPerson\",\"Li\",\"%s\",{\"role\":\"writer\"}]".formatted(SECRET));
        for (String call : List.of(
                "[\"disablePerson\",\"Ana\"]",
                "[\"grantPerson\",\"Ana\",{\"role\":\"writer\"}]",
                "[\"removePerson\",\"Ana\"]")) {
            assertThrows(StorageException.Conflict.class, () -> call(ana, call), call);
        }
        assertEquals(
                List.of("Ana", "Li"),
                people.people.all().stream().map(person -> person.name().text()).toList());

        call(ana, "[\"grantPeer\",\"kitchen\",{\"role\":\"admin\"}]");
        call(ana, "[\"removePerson\",\"Li\"]");
        call(ana, "[\"removePerson\",\"Ana\"]");
        call(at(office), "[\"revokePeer\",\"office\"]");
        assertEquals(Optional.empty(), desk.known.admitted(office.key()));
    }

    @Test
    void theArgumentsAreCheckedAndNotTold() {
        List<String> wrong = new ArrayList<>(List.of(
                "[\"pairPeer\",{\"role\":\"boss\"}]",
                "[\"pairPeer\",{}]",
                "[\"pairPeer\",{\"role\":\"admin\",\"own\":true}]",
                "[\"pairPeer\",{\"role\":\"writer\",\"own\":\"no\"}]",
                "[\"pairPeer\",{\"role\":\"writer\",\"types\":\"Ship\"}]",
                "[\"pairPeer\",{\"role\":\"writer\",\"hidden\":[1]}]",
                "[\"pairPeer\",{\"role\":\"writer\",\"nights\":false}]",
                "[\"pairPeer\",{\"role\":\"writer\"},{\"from\":\"kitchen\"}]",
                "[\"pairPeer\",{\"role\":\"writer\"},{\"from\":7}]",
                "[\"pairPeer\",{\"role\":\"writer\"},\"192.0.2.7\"]",
                "[\"grantPeer\",7,{\"role\":\"writer\"}]",
                "[\"addPerson\",\"%s\",\"123\",{\"role\":\"writer\"}]".formatted(SECRET),
                "[\"addPerson\",\"Bo\",7,{\"role\":\"writer\"}]",
                "[\"addPerson\",\"Bo (b)\",\"%s\",{\"role\":\"writer\"}]".formatted(SECRET),
                "[\"addPerson\",\"Bo\",\"%s\",{\"role\":\"boss\"}]".formatted(SECRET),
                "[\"setPassword\",\"Bo\",\"%s\"]".formatted(SECRET.repeat(20))));
        AdminDesk.CALLS.forEach((name, call) -> {
            wrong.add("[\"%s\",null,null,null,null]".formatted(name));
            wrong.add(call.replace("]", ",1,2]"));
            if (call.contains(",")) {
                wrong.add("[\"%s\"]".formatted(name));
            }
        });
        for (String call : wrong) {
            String method = JsonText.read(call).get(0).stringValue();
            String told =
                    String.valueOf(assertThrows(StorageException.BadRequest.class, () -> call(at(office), call), call)
                            .getMessage());
            assertTrue(told.startsWith("'" + method + "'"), told);
            assertFalse(told.contains(SECRET), told);
        }
        assertFalse(people.notes.toString().contains(SECRET));
    }

    @Test
    void thePasswordsOfAllAreComputedWithinOneLimit() {
        add("Ana", "admin");
        long before = people.hasher.computed();

        call(at(office, "Ana"), "[\"setPassword\",\"Ana\",\"another one\"]");

        assertEquals(before + 2, people.hasher.computed());
    }
}
