package org.skerry.slave.ui.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkFailure.Obstacle;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.connect.JoinProgress.Mark;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.RecentMaster;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Sentence;

class ConnectViewModelTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final MasterAddress ADDRESS = new MasterAddress("192.168.1.5", 9999);

    private final FakeMasters masters = new FakeMasters();
    private final TestTasks work = new TestTasks();
    private final DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
    private final List<Master> joined = new ArrayList<>();
    private final ConnectViewModel model =
            new ConnectViewModel(masters, work.tasks(), settings, InstantSource.fixed(NOW), joined::add);

    @Test
    void anAddressIsCheckedWhileItIsTyped() {
        List<Sentence> mistakes = new ArrayList<>();
        for (String typed : List.of("", "192.168.1", "192.168.1.5", "192.168.1.5:x", "http://front")) {
            model.address().set(typed);
            mistakes.add(model.mistake().get());
        }

        assertEquals(
                List.of(
                        Sentence.NONE,
                        Sentence.of("connect.mistake.ipv4"),
                        Sentence.NONE,
                        Sentence.of("connect.mistake.port"),
                        Sentence.of("connect.mistake.scheme", "http")),
                mistakes);
    }

    @Test
    void onlyAnAddressThatMakesSenseMayBeJoined() {
        List<Boolean> allowed = new ArrayList<>();
        for (String typed : List.of("", "  ", "192.168.1", "192.168.1.5")) {
            model.address().set(typed);
            allowed.add(model.mayConnect().get());
        }

        assertEquals(List.of(false, false, false, true), allowed);
    }

    @Test
    void aMasterThatLetsUsInIsHandedOverAndRemembered() {
        model.address().set(" 192.168.1.5 ");

        model.connect();
        boolean wasJoining = model.isJoining().get();
        work.all();

        assertTrue(wasJoining);
        assertEquals(List.<Master>copyOf(masters.opened()), joined);
        assertEquals(List.of(new RecentMaster(ADDRESS, "Front office", NOW)), settings.recentMasters());
        assertEquals(Optional.empty(), model.progress().get());
    }

    @Test
    void theStepsAreTold() {
        model.address().set("192.168.1.5");
        model.connect();
        masters.opened().getFirst().step(LinkStep.FINDING);
        masters.opened().getFirst().step(LinkStep.ASKING);

        assertEquals(List.of(Mark.DONE, Mark.UNDER_WAY, Mark.WAITING, Mark.WAITING), marks());
    }

    @Test
    void aFailureSaysWhatToDoAndLetsTheMasterGo() {
        masters.fail(new LinkFailure.Unreachable(Obstacle.NOTHING_LISTENS, "refused"));
        model.address().set("192.168.1.5:9000");

        model.connect();
        work.all();

        assertEquals(
                Sentence.of("connect.failure.nothingListens", "192.168.1.5", "9000"),
                model.failure().get());
        assertEquals(List.of(Mark.FAILED, Mark.WAITING, Mark.WAITING, Mark.WAITING), marks());
        assertTrue(masters.opened().getFirst().isClosed());
        assertEquals(List.of(), joined);
        assertTrue(model.mayConnect().get());
    }

    @Test
    void typingAgainForgetsTheFailure() {
        masters.fail(new LinkFailure.Busy("full", Optional.empty()));
        model.address().set("192.168.1.5");
        model.connect();
        work.all();

        model.address().set("192.168.1.56");

        assertEquals(Sentence.NONE, model.failure().get());
        assertEquals(Optional.empty(), model.progress().get());
    }

    @Test
    void aCancelledAttemptLeavesNothingBehind() {
        model.address().set("192.168.1.5");
        model.connect();

        model.cancel();
        work.all();
        masters.opened().getFirst().step(LinkStep.OPENING);

        assertFalse(model.isJoining().get());
        assertEquals(Optional.empty(), model.progress().get());
        assertEquals(List.of(), joined);
        assertTrue(masters.opened().getFirst().isClosed());
    }

    @Test
    void stepsOfAnAttemptThatWasGivenUpDoNotCount() {
        model.address().set("192.168.1.5");
        model.connect();
        model.cancel();
        model.connect();

        masters.opened().getFirst().step(LinkStep.OPENING);

        assertEquals(List.of(Mark.UNDER_WAY, Mark.WAITING, Mark.WAITING, Mark.WAITING), marks());
    }

    @Test
    void aMasterOfBeforeIsJoinedOrForgottenByOnePress() {
        RecentMaster warehouse = new RecentMaster(new MasterAddress("10.0.0.7", 9999), "Warehouse", NOW);
        settings.joined(warehouse);

        model.connect(warehouse);
        model.forget(warehouse);

        assertEquals(
                List.of(warehouse.address()),
                masters.opened().stream().map(Master::address).toList());
        assertEquals(List.of(), model.recentMasters());
    }

    private List<Mark> marks() {
        JoinProgress progress = model.progress().get().orElseThrow();
        return Arrays.stream(LinkStep.values()).map(progress::mark).toList();
    }

    @Test
    void aMasterThatDoesNotKnowThisPcIsGivenACode() {
        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.CODE_NEEDED, "not open"));
        model.address().set("192.168.1.5");
        model.connect();
        work.all();

        assertTrue(model.code().isWanted().get());
        assertEquals(Sentence.of("connect.failure.codeNeeded"), model.failure().get());
        assertFalse(model.mayConnect().get());

        masters.letIn();
        model.code().code().set("12345");
        assertFalse(model.mayConnect().get());
        model.code().code().set("１２３ ４５６");
        model.connect();
        work.all();

        assertEquals(
                List.of(Optional.empty(), Optional.of(new Pairing(new PairingCode("123456"), "front desk"))),
                masters.pairings());
        assertEquals(1, joined.size());
        assertFalse(model.code().isWanted().get());
    }

    @Test
    void aWrongCodeIsTypedAgainAndAnotherAddressForgetsIt() {
        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.CODE_WRONG, "wrong"));
        model.address().set("192.168.1.5");
        model.connect();
        work.all();
        model.code().code().set("123456");
        model.connect();
        work.all();

        assertEquals("", model.code().code().get());
        assertTrue(model.code().isWanted().get());
        assertEquals(Sentence.of("connect.failure.codeWrong"), model.failure().get());

        model.address().set("192.168.1.6");
        assertFalse(model.code().isWanted().get());
    }

    @Test
    void aLinkToAMasterThatWasNeverMetWaitsForAWord() {
        model.open("skerry://192.168.1.5/?code=271828");

        assertEquals(
                Sentence.of("connect.link", "192.168.1.5"), model.question().get());
        assertEquals("ws://192.168.1.5:9999/", model.address().get());
        assertEquals(List.of(), masters.opened());

        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.CODE_NEEDED, "not open"));
        model.connect();
        work.all();

        assertEquals(Sentence.NONE, model.question().get());
        assertEquals("271 828", model.code().code().get());
        masters.letIn();
        model.connect();
        work.all();
        assertEquals(
                List.of(Optional.empty(), Optional.of(new Pairing(new PairingCode("271828"), "front desk"))),
                masters.pairings());
        assertEquals(1, joined.size());
    }

    @Test
    void aLinkToAMasterOfBeforeIsFollowedAtOnce() {
        masters.know(ADDRESS);
        model.open("skerry://192.168.1.5/");
        work.all();
        settings.joined(new RecentMaster(new MasterAddress("10.0.0.7", 9999), "Warehouse", NOW));
        model.open("skerry://10.0.0.7/");
        work.all();

        assertEquals(2, joined.size());
    }

    @Test
    void anAddressThatWasGivenIsJoinedAtOnceWhoeverThatIs() {
        model.open("192.168.1.5");
        work.all();

        assertEquals(1, joined.size());
        assertEquals("192.168.1.5", model.address().get());
    }

    @Test
    void aLinkThatMakesNoSenseIsToldBesideTheAddress() {
        model.open("skerry://192.168.1/?code=271828");

        assertEquals(Sentence.of("connect.mistake.ipv4"), model.mistake().get());
        assertEquals(Sentence.NONE, model.question().get());
        assertFalse(model.mayConnect().get());
    }

    @Test
    void aCodeOfALinkIsNotTypedForWhoPretendsToBeAnotherNorASecondTime() {
        masters.know(ADDRESS);
        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.OTHER_MASTER, "other"));
        model.open("skerry://192.168.1.5/?code=271828");
        work.all();
        assertEquals("", model.code().code().get());

        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.CODE_NEEDED, "not open"));
        model.open("skerry://192.168.1.5/?code=271828");
        work.all();
        assertEquals("271 828", model.code().code().get());
        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.CODE_WRONG, "wrong"));
        model.connect();
        work.all();

        assertEquals("", model.code().code().get());
        assertEquals(Sentence.of("connect.failure.codeWrong"), model.failure().get());
    }

    @Test
    void aLinkThatIsPastedIntoTheAddressIsAnAddressWithACode() {
        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.CODE_NEEDED, "not open"));
        model.address().set("skerry://192.168.1.5/?code=271828");
        model.connect();
        work.all();

        assertEquals(ADDRESS, masters.opened().getFirst().address());
        assertEquals("271 828", model.code().code().get());
    }

    @Test
    void anotherAddressForgetsTheLink() {
        model.open("skerry://192.168.1.5/?code=271828");

        model.address().set("192.168.1.6");

        assertEquals(Sentence.NONE, model.question().get());
        masters.fail(new LinkFailure.NotAllowed(LinkFailure.Door.CODE_NEEDED, "not open"));
        model.connect();
        work.all();
        assertEquals("", model.code().code().get());
    }
}
