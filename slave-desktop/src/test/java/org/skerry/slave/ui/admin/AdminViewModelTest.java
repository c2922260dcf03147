package org.skerry.slave.ui.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.StorageException;
import org.skerry.slave.admin.FakeAdministration;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.KnownPc;
import org.skerry.slave.admin.KnownPerson;
import org.skerry.slave.admin.Role;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.admin.AdminViewModel.Side;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

class AdminViewModelTest {

    private final FakeAdministration master = new FakeAdministration()
            .pc("office", Grant.of(Role.ADMIN), true)
            .pc("kitchen", Grant.of(Role.WRITER), false)
            .person("Ana", Grant.of(Role.ADMIN))
            .person("Li", Grant.of(Role.READER));
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-28T10:00:00Z");

    private AdminViewModel admin() {
        return admin("192.168.1.5");
    }

    private AdminViewModel admin(String address) {
        return new AdminViewModel(
                master, MasterAddress.parse(address), TestTasks.direct(), () -> now, () -> told.add("closed"));
    }

    private static void choose(PcsViewModel pcs, String name) {
        pcs.selected()
                .set(pcs.list().stream().filter(pc -> pc.name().equals(name)).findFirst());
    }

    private static void choose(PeopleViewModel people, String name) {
        people.selected()
                .set(people.list().stream()
                        .filter(person -> person.name().equals(name))
                        .findFirst());
    }

    private static void answer(AdminViewModel admin, String id) {
        admin.question().get().orElseThrow().answers().stream()
                .filter(answer -> answer.id().equals(id))
                .map(Note.Answer::action)
                .findFirst()
                .orElseThrow()
                .run();
    }

    private static String asked(AdminViewModel admin) {
        return admin.question().get().map(Note::text).map(Sentence::key).orElse("");
    }

    @Test
    void bothListsAreShownAndFollowTheMaster() {
        AdminViewModel admin = admin();
        assertEquals(
                List.of("office", "kitchen"),
                admin.pcs().list().stream().map(KnownPc::name).toList());
        assertEquals(
                List.of("Ana", "Li"),
                admin.people().list().stream().map(KnownPerson::name).toList());

        master.pc("stores", Grant.of(Role.READER), true);
        now = now.plusSeconds(4);
        admin.tick();
        assertEquals(2, admin.pcs().list().size());
        now = now.plusSeconds(1);
        admin.tick();

        assertEquals(3, admin.pcs().list().size());
    }

    @Test
    void rightsAreChangedAndTold() {
        AdminViewModel admin = admin();
        choose(admin.pcs(), "kitchen");
        RightsViewModel rights = admin.pcs().rights();
        assertEquals(Role.WRITER, rights.role().get());

        rights.types().set(" Ship， Port、Ship ");
        rights.onlyRead().set("Crew, -");
        rights.isOwnOnly().set(true);
        rights.hidden().set("wage");
        admin.pcs().saveRights();

        assertEquals(
                List.of("grant KEY0001 {\"role\":\"writer\",\"types\":{\"Ship\":\"writer\",\"Port\":\"writer\","
                        + "\"Crew\":\"reader\",\"-\":\"reader\"},\"own\":true,\"hidden\":[\"wage\"]}"),
                master.told());
        assertEquals(
                "kitchen: may read and write · only Ship, Port · only reads Crew, records without a type · own records only"
                        + " · without wage, from now on.",
                Texts.in(Language.ENGLISH, admin.done().get()));
        assertEquals("Ship, Port", rights.types().get());
        assertFalse(rights.isChanged());
    }

    @Test
    void whoMayDoEverythingHasNoLimits() {
        AdminViewModel admin = admin();
        choose(admin.pcs(), "kitchen");
        admin.pcs().rights().types().set("Ship");

        admin.pcs().rights().role().set(Role.ADMIN);
        admin.pcs().saveRights();

        assertEquals(List.of("grant KEY0001 {\"role\":\"admin\"}"), master.told());
    }

    @Test
    void rightsThatCannotBeAreNotSent() {
        AdminViewModel admin = admin();
        choose(admin.pcs(), "kitchen");
        RightsViewModel rights = admin.pcs().rights();
        for (List<String> wrong : List.of(
                List.of("Form", "", "", "admin.wrong.form"),
                List.of("", "Ship,Form", "", "admin.wrong.form"),
                List.of("Ship", "Ship", "", "admin.wrong.twice"),
                List.of("", "", "wage,owner", "admin.wrong.hidden"),
                List.of("", "", "portal_type", "admin.wrong.hidden"))) {
            rights.types().set(wrong.get(0));
            rights.onlyRead().set(wrong.get(1));
            rights.hidden().set(wrong.get(2));
            admin.pcs().saveRights();
            assertEquals(wrong.get(3), admin.failure().get().key());
        }
        assertEquals(List.of(), master.told());
    }

    @Test
    void whatIsBeingChosenIsNotOverwrittenByALook() {
        AdminViewModel admin = admin();
        choose(admin.pcs(), "kitchen");
        admin.pcs().rights().types().set("Ship");

        master.grantPc("KEY0001", Grant.of(Role.READER));
        admin.refresh();

        assertEquals("Ship", admin.pcs().rights().types().get());
        assertEquals(Role.WRITER, admin.pcs().rights().role().get());
        admin.pcs().rights().types().set("");
        master.grantPc("KEY0001", new Grant(Role.READER, Optional.of(Map.of("Crew", Role.READER)), false, List.of()));
        admin.refresh();
        assertEquals("Crew", admin.pcs().rights().types().get());
    }

    @Test
    void aPcIsTakenAwayAfterOneQuestion() {
        AdminViewModel admin = admin();
        choose(admin.pcs(), "kitchen");

        admin.pcs().revoke();
        assertEquals("admin.pc.revokeIt", asked(admin));
        answer(admin, "admin-no");
        assertEquals(List.of(), master.told());
        admin.pcs().revoke();
        answer(admin, "admin-yes");

        assertEquals(List.of("revoke KEY0001"), master.told());
        assertEquals(Sentence.of("admin.pc.revoked", "kitchen"), admin.done().get());
        assertEquals(
                List.of("office"),
                admin.pcs().list().stream().map(KnownPc::name).toList());
        assertEquals(1, admin.pcs().revoked().get());
        admin.pcs().showsRevoked().set(true);
        assertEquals(
                List.of("office", "kitchen"),
                admin.pcs().list().stream().map(KnownPc::name).toList());
    }

    @Test
    void whoSitsAtThePcIsToldPlainly() {
        AdminViewModel admin = admin();
        choose(admin.pcs(), "office");
        admin.pcs().revoke();
        assertEquals("admin.pc.revokeHere", asked(admin));
        answer(admin, "admin-no");

        admin.pcs().rights().role().set(Role.READER);
        admin.pcs().saveRights();
        assertEquals("admin.pc.grantHere", asked(admin));
        assertEquals(List.of(), master.told());

        master.refuse(new StorageException.Conflict("No PC of an admin would be left."));
        answer(admin, "admin-yes");
        assertEquals(Sentence.of("admin.lastPc"), admin.failure().get());
    }

    @Test
    void aNewPcIsShownACodeUntilItHasJoined() {
        AdminViewModel admin = admin();
        admin.pcs().add();
        admin.pcs().rights().role().set(Role.READER);
        admin.pcs().makeCode();

        PcsViewModel.ShownCode code = admin.pcs().code().get().orElseThrow();
        assertEquals("271 828", code.digits());
        assertEquals("192.168.1.5", code.address());
        assertEquals("skerry://192.168.1.5:9999/?code=271828", code.link());
        assertEquals(Sentence.of("admin.code.left", "10:00"), code.timeLeft());
        now = now.plusSeconds(61);
        admin.tick();
        assertEquals(
                Sentence.of("admin.code.left", "8:59"),
                admin.pcs().code().get().orElseThrow().timeLeft());

        master.join("galley");
        now = now.plusSeconds(2);
        admin.tick();

        assertEquals(Optional.of("galley"), admin.pcs().selected().get().map(KnownPc::name));
        assertEquals(Optional.empty(), admin.pcs().code().get());
        assertEquals(
                "galley has joined: may read.",
                Texts.in(Language.ENGLISH, admin.done().get()));
    }

    @Test
    void aCodeThatIsNoLongerGoodIsNotShown() {
        AdminViewModel admin = admin();
        admin.pcs().add();
        admin.pcs().makeCode();
        now = now.plus(Duration.ofMinutes(10));
        admin.tick();
        assertEquals(Optional.empty(), admin.pcs().code().get());
        assertEquals(Sentence.of("admin.code.over"), admin.failure().get());

        admin.pcs().makeCode();
        master.wear();
        admin.refresh();
        assertEquals(Optional.empty(), admin.pcs().code().get());
        assertTrue(admin.pcs().isAdding().get());
    }

    @Test
    void whoSitsAtTheMasterItselfReadsOutAnAddressForOthers() {
        for (String own : List.of("127.0.0.1", "localhost", "[::1]:9999")) {
            AdminViewModel admin = admin(own);
            admin.pcs().add();
            admin.pcs().makeCode();
            assertEquals("192.168.1.20", admin.pcs().code().get().orElseThrow().address());
        }
        AdminViewModel admin = admin("10.0.0.7:9998");
        admin.pcs().add();
        admin.pcs().makeCode();
        assertEquals("10.0.0.7:9998", admin.pcs().code().get().orElseThrow().address());
        assertEquals(
                "skerry://10.0.0.7:9998/?code=271828",
                admin.pcs().code().get().orElseThrow().link());
    }

    @Test
    void somebodyIsAddedWithAPasswordOrAPin() {
        AdminViewModel admin = admin();
        PeopleViewModel people = admin.people();
        people.add();
        people.save();
        assertEquals(Sentence.of("admin.wrong.name"), admin.failure().get());
        people.name().set(" Bo ");
        for (String wrong : List.of("", "abc", "12345")) {
            people.secret().set(wrong);
            people.save();
            assertEquals(Sentence.of("admin.wrong.secret"), admin.failure().get());
        }
        people.secret().set("red mullet");
        people.save();
        assertEquals("", people.secret().get());
        assertEquals(Optional.of("Bo"), people.selected().get().map(KnownPerson::name));

        people.add();
        people.name().set("Cy");
        people.wantsPin().set(true);
        people.save();
        assertEquals(Optional.of("314159"), people.pin().get());
        admin.refresh();
        assertEquals(Optional.of("314159"), people.pin().get());
        choose(people, "Ana");
        assertEquals(Optional.empty(), people.pin().get());

        assertEquals(
                List.of("add Bo red mullet {\"role\":\"writer\"}", "add Cy PIN {\"role\":\"writer\"}"), master.told());
    }

    @Test
    void theFirstPersonMayDoEverythingAndIsAskedAbout() {
        FakeAdministration empty = new FakeAdministration().pc("office", Grant.of(Role.ADMIN), true);
        AdminViewModel admin =
                new AdminViewModel(empty, MasterAddress.parse("10.0.0.7"), TestTasks.direct(), () -> now, () -> {});
        PeopleViewModel people = admin.people();
        people.add();
        assertFalse(people.offersPin().get());
        people.name().set("Ana");
        people.secret().set("red mullet");

        people.rights().role().set(Role.WRITER);
        people.save();
        assertEquals(Sentence.of("admin.wrong.first"), admin.failure().get());
        people.rights().role().set(Role.ADMIN);
        people.save();
        assertEquals("admin.person.first", asked(admin));
        assertEquals(List.of(), empty.told());
        answer(admin, "admin-yes");

        assertEquals(List.of("add Ana red mullet {\"role\":\"admin\"}"), empty.told());
    }

    @Test
    void peopleAreChangedStoppedAndRemoved() {
        AdminViewModel admin = admin();
        PeopleViewModel people = admin.people();
        choose(people, "Li");
        people.rights().role().set(Role.WRITER);
        people.saveRights();
        people.secret().set("another one");
        people.savePassword();
        people.toggle();
        assertTrue(people.selected().get().orElseThrow().isDisabled());
        people.toggle();
        people.remove();
        assertEquals("admin.person.removeIt", asked(admin));
        answer(admin, "admin-yes");

        assertEquals(
                List.of(
                        "grant Li {\"role\":\"writer\"}",
                        "password Li another one",
                        "disable Li",
                        "enable Li",
                        "remove Li"),
                master.told());
        assertEquals("", people.secret().get());
        choose(people, "Ana");
        people.remove();
        assertEquals("admin.person.removeLast", asked(admin));
    }

    @Test
    void whatOneDoesToOneselfIsAskedAbout() {
        AdminViewModel admin = admin();
        choose(admin.people(), "Ana");
        assertFalse(admin.people().offersPin().get());

        admin.people().remove();
        assertEquals("admin.person.removeHere", asked(admin));
        admin.people().toggle();
        assertEquals("admin.person.disableHere", asked(admin));
        admin.people().rights().role().set(Role.READER);
        admin.people().saveRights();
        assertEquals("admin.person.grantHere", asked(admin));

        assertEquals(List.of(), master.told());
    }

    @Test
    void whatFailsIsToldInOneSentence() {
        Map<StorageException, String> failures = Map.of(
                new StorageException.Forbidden("no"), "admin.forbidden",
                new StorageException.NotFound("none"), "admin.gone",
                new StorageException.Unreachable("cut"), "admin.unknown",
                new StorageException.Conflict("last"), "admin.lastPerson",
                new StorageException.TooMany("busy"), "failure.tooMany");
        failures.forEach((why, key) -> {
            master.allow();
            AdminViewModel admin = admin();
            choose(admin.people(), "Li");
            master.refuse(why);

            admin.people().toggle();

            assertEquals(Sentence.of(key), admin.failure().get());
            assertFalse(admin.isBusy().get());
        });
    }

    @Test
    void aNameThatIsTakenIsToldAsThat() {
        AdminViewModel admin = admin();
        admin.people().add();
        admin.people().name().set("Li");
        admin.people().secret().set("red mullet");
        master.refuse(new StorageException.Conflict("There is one."));

        admin.people().save();

        assertEquals(Sentence.of("admin.person.twice", "Li"), admin.failure().get());
        assertEquals("Li", admin.people().name().get());
    }

    @Test
    void escapeGoesBackStepByStep() {
        AdminViewModel admin = admin();
        admin.pcs().add();
        admin.pcs().makeCode();
        admin.back();
        assertFalse(admin.pcs().isAdding().get());
        choose(admin.pcs(), "kitchen");
        admin.pcs().revoke();
        admin.back();
        assertEquals(Optional.empty(), admin.question().get());
        assertEquals(List.of(), told);

        admin.back();

        assertEquals(List.of("closed"), told);
    }

    @Test
    void theOtherSideBeginsWithoutWhatWasToldOnThisOne() {
        AdminViewModel admin = admin();
        choose(admin.pcs(), "kitchen");
        admin.pcs().revoke();

        admin.side().set(Side.PEOPLE);

        assertEquals(Optional.empty(), admin.question().get());
    }
}
