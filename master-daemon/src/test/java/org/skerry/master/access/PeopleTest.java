package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.pairing.NodeCertificate;
import org.skerry.protocol.pairing.NodeIdentity;
import tools.jackson.databind.JsonNode;

class PeopleTest {

    private static final String SECRET = "red mullet 12";

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("people.json");
    }

    @Test
    void whatIsKeptComesBackAndHoldsNoPassword() throws IOException {
        PeopleDesk desk = new PeopleDesk(folder);
        desk.add("Ana", SECRET);
        desk.ask(
                "person-add",
                JsonText.object()
                        .put("name", "李伟")
                        .put("secret", "鱼鱼鱼鱼")
                        .put("role", "reader")
                        .put("types", "Ship")
                        .put("own", true));
        desk.ask("person-disable", JsonText.object().put("name", "李伟"));

        People again = People.in(folder);

        assertEquals(desk.people.all(), again.all());
        assertTrue(again.find("李伟").orElseThrow().isDisabled());
        String text = Files.readString(file());
        assertFalse(text.contains("mullet") || text.contains("鱼"), text);
        assertTrue(text.contains("$argon2id$v=19$m=19456,t=2,p=1$"), text);
    }

    @Test
    void namesAreTheSameWhateverTheirCase() {
        PeopleDesk desk = new PeopleDesk(folder);
        desk.add("Ana", SECRET);

        assertThrows(StorageException.Conflict.class, () -> desk.add("ANA", SECRET));
        assertThrows(StorageException.Conflict.class, () -> desk.add(" Ａｎａ ", SECRET));
        assertEquals("Ana", desk.people.find("aNA").orElseThrow().name().text());
    }

    @Test
    void aNameThatCouldBeTakenForAnotherIsRefused() {
        PeopleDesk desk = new PeopleDesk(folder);
        for (String name : List.of(
                "", " ", "kitchen (ABCDEFG)", "（Ana）", "A\u200Bna", "A\u202Ena", "A\nna", "A\ud800", "x".repeat(65))) {
            assertThrows(StorageException.BadRequest.class, () -> desk.add(name, SECRET), name);
        }

        assertTrue(desk.people.isEmpty());
        assertTrue(Files.notExists(file()));
    }

    @Test
    void aSecretThatIsTooShortIsRefused() {
        PeopleDesk desk = new PeopleDesk(folder);
        for (String secret : List.of("", "abc", "12345", "１２３４５", "x".repeat(129))) {
            assertThrows(StorageException.BadRequest.class, () -> desk.add("Ana", secret), secret);
        }

        desk.add("Ana", "123456");
        desk.add("Li", "abcd");
    }

    @Test
    void aPinIsMadeAndShownOnce() {
        PeopleDesk desk = new PeopleDesk(folder);

        JsonNode added =
                desk.ask("person-add", JsonText.object().put("name", "Ana").put("pin", true));

        String pin = added.path("pin").asString();
        assertTrue(pin.matches("\\d{6}"), pin);
        assertTrue(desk.hasher.matches(pin, desk.people.find("Ana").map(Person::secret)));
        assertEquals(List.of("person-added @ Ana: writer"), desk.notes);
        assertFalse(desk.ask("people", JsonText.object()).toString().contains(pin));
    }

    @Test
    void whatIsDoneWithPeopleIsTold() {
        PeopleDesk desk = new PeopleDesk(folder);
        desk.add("Ana", SECRET);
        desk.ask("person-grant", JsonText.object().put("name", "ana").put("role", "reader"));
        desk.ask("person-password", JsonText.object().put("name", "ana").put("secret", "another"));
        desk.ask("person-disable", JsonText.object().put("name", "ana"));
        desk.ask("person-enable", JsonText.object().put("name", "ana"));
        JsonNode removed = desk.ask("person-remove", JsonText.object().put("name", "ana"));

        assertEquals(0, removed.path("left").asInt(-1));
        assertEquals(
                List.of(
                        "person-added @ Ana: writer",
                        "person-changed @ Ana: reader",
                        "person-changed @ Ana: password",
                        "person-changed @ Ana: disabled",
                        "person-changed @ Ana: enabled",
                        "person-removed @ Ana"),
                desk.notes);
        assertThrows(
                StorageException.NotFound.class,
                () -> desk.ask("person-remove", JsonText.object().put("name", "ana")));
    }

    @Test
    void anUnreadableListLetsNobodyIn() throws IOException {
        new PeopleDesk(folder).add("Ana", SECRET);
        String whole = Files.readString(file());
        for (String damaged : List.of(
                "",
                "{}",
                whole.substring(0, whole.length() / 2),
                whole.replace("\"version\":1", "\"version\":2"),
                whole.replace("argon2id", "argon2i"),
                whole.replace("writer", "owner"),
                whole.replace("Ana", ""))) {
            Files.writeString(file(), damaged);

            assertThrows(StorageException.Failed.class, () -> People.in(folder), damaged);
        }
    }

    @Test
    void anOpenMasterTakesNoPeopleAndWithPeopleNoneIsOpen() {
        PeopleDesk desk = new PeopleDesk(folder);
        PeopleReport open = new PeopleReport(desk.signIns, true, (_, _, _, _) -> {}, new SecureRandom(), desk);
        desk.people.checkOpen();

        assertThrows(
                StorageException.Forbidden.class,
                () -> open.answers()
                        .get("person-add")
                        .apply(JsonText.object().put("name", "Ana").put("secret", SECRET)));

        desk.add("Ana", SECRET);
        assertThrows(StorageException.Forbidden.class, desk.people::checkOpen);
    }

    @Test
    void noMasterIsOpenWithPcsThatSeeOnlyPartOfTheRecords() {
        PeopleDesk clock = new PeopleDesk(folder);
        KnownSlaves known = KnownSlaves.in(folder, clock);
        known.add(new KnownSlave(
                NodeCertificate.of(NodeIdentity.make()),
                "kitchen",
                Grant.parse("writer", "Ship", false, ""),
                clock.instant(),
                Optional.empty()));

        assertThrows(StorageException.Forbidden.class, known::checkOpen);

        known.grant("kitchen", Grant.of(Role.READER), Actor.KEEPER);
        known.checkOpen();
        known.grant("kitchen", Grant.parse("reader", "", true, ""), Actor.KEEPER);
        known.revoke("kitchen", Actor.KEEPER);
        known.checkOpen();
    }
}
