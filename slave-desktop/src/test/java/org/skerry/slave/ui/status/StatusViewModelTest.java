package org.skerry.slave.ui.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.admin.FakeAdministration;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

class StatusViewModelTest {

    private final FakeMaster master = FakeMaster.joined();
    private final StatusViewModel model = new StatusViewModel(master, TestTasks.direct());

    @Test
    void eachStateIsToldInWords() {
        List<Sentence> told = new ArrayList<>(List.of(model.connection().get()));
        for (LinkState state : List.of(LinkState.OFFLINE, LinkState.SIGNALLING, LinkState.LINKED)) {
            master.state(state);
            told.add(model.connection().get());
        }

        assertEquals(
                List.of(
                        Sentence.of("status.linked", "Front office"),
                        Sentence.of("status.offline", "Front office"),
                        Sentence.of("status.joining", "Front office"),
                        Sentence.of("status.linked", "Front office")),
                told);
    }

    @Test
    void theRoundTripIsToldWhileThereIsOne() {
        List<Sentence> told = new ArrayList<>(List.of(model.roundTrip().get()));
        for (Duration time : List.of(Duration.ofNanos(400_000), Duration.ofMillis(12))) {
            master.roundTrip(time);
            model.refresh();
            told.add(model.roundTrip().get());
        }
        master.state(LinkState.OFFLINE);
        told.add(model.roundTrip().get());

        assertEquals(
                List.of(
                        Sentence.NONE,
                        Sentence.of("status.roundTrip.short"),
                        Sentence.of("status.roundTrip", 12L),
                        Sentence.NONE),
                told);
    }

    @Test
    void anAdminIsRemindedOfABackupAndNobodyElse() {
        Administration.Backup late =
                new Administration.Backup(true, Optional.of(Instant.parse("2026-11-20T12:00:00Z")));
        Administration.Backup never = new Administration.Backup(true, Optional.empty());
        Administration.Backup recent = new Administration.Backup(false, late.last());
        List<Sentence> told = new ArrayList<>(List.of(model.backup().get()));
        List<String> inShort = new ArrayList<>();
        for (Administration.Backup state : List.of(late, never, recent)) {
            FakeMaster of = FakeMaster.joined().administered(new FakeAdministration().backup(state));
            StatusViewModel status = new StatusViewModel(of, TestTasks.direct());
            told.add(status.backup().get());
            inShort.add(Texts.in(Language.ENGLISH, status.backupInShort().getValue()));
        }

        assertEquals(
                List.of(
                        Sentence.NONE,
                        Sentence.of("status.backup", LocalDate.of(2026, 11, 20)),
                        Sentence.of("status.backup.never"),
                        Sentence.NONE),
                told);
        assertEquals(List.of("Old backup elsewhere", "No backup elsewhere", ""), inShort);
    }

    @Test
    void theLastSaveIsTold() {
        model.saved(LocalTime.of(10, 42));

        assertEquals(
                Sentence.of("status.saved", LocalTime.of(10, 42)),
                model.lastWritten().get());
    }

    @Test
    void whoIsLetInNoMoreIsTold() {
        master.refuse(LinkFailure.Door.OTHER_MASTER);
        assertTrue(model.isRefused().get());
        assertEquals(
                Sentence.of("status.otherMaster", "Front office"),
                model.connection().get());

        master.refuse(LinkFailure.Door.REVOKED);
        assertEquals(
                Sentence.of("status.refused", "Front office"),
                model.connection().get());

        master.state(LinkState.LINKED);
        assertEquals(
                Sentence.of("status.linked", "Front office"), model.connection().get());
    }
}
