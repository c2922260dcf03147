package org.skerry.slave.ui.history;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.RecordVersion;
import org.skerry.slave.ui.text.Sentence;

/** A step of a history in words. */
final class StepWords {

    private final InstantSource clock;

    StepWords(InstantSource clock) {
        this.clock = clock;
    }

    /** @param all of the steps that are known, to find the one that was restored */
    Sentence what(RecordVersion step, List<RecordVersion> all) {
        return switch (step.action()) {
            case RecordVersion.CREATED -> Sentence.of("history.created");
            case RecordVersion.REMOVED -> Sentence.of("history.removed");
            case RecordVersion.ATTACHED -> Sentence.of("history.attached", step.detail());
            case RecordVersion.DETACHED -> Sentence.of("history.detached", step.detail());
            case RecordVersion.OLDEST -> Sentence.of("history.oldest");
            case RecordVersion.RESTORED -> restored(step, all);
            default -> Sentence.of("history.changed");
        };
    }

    private Sentence restored(RecordVersion step, List<RecordVersion> all) {
        return all.stream()
                .filter(each -> each.sequence().toString().equals(step.detail()))
                .findFirst()
                .flatMap(RecordVersion::time)
                .map(time -> Sentence.of("history.restored", when(time)))
                .orElse(Sentence.of("history.restored.earlier"));
    }

    Sentence when(RecordVersion step) {
        return step.time().map(this::when).orElse(Sentence.of("history.noTime"));
    }

    /** A day that everybody has in mind is called so. */
    private Sentence when(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
        if (time.toLocalDate().equals(today)) {
            return Sentence.of("history.today", time.toLocalTime());
        }
        return time.toLocalDate().equals(today.minusDays(1))
                ? Sentence.of("history.yesterday", time.toLocalTime())
                : Sentence.of("history.at", time);
    }

    /** Empty where nobody is known. */
    Optional<Sentence> who(RecordVersion step) {
        if (!step.person().isEmpty() && !step.pc().isEmpty()) {
            return Optional.of(Sentence.of("history.personAt", step.person(), step.pc()));
        }
        String one = step.person() + step.pc();
        if (!one.isEmpty()) {
            return Optional.of(Sentence.of("history.name", one));
        }
        return step.time().map(known -> Sentence.of("history.master"));
    }

    /** When and by whom, in one line. */
    Sentence origin(RecordVersion step) {
        return who(step)
                .map(who -> Sentence.of("history.origin", when(step), who))
                .orElseGet(() -> when(step));
    }
}
