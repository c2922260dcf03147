package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.skerry.jio.local.LocalStorage;

/** The clock jumps, to and fro, up to ten years, to 1970: order, repetition and history do not depend on it. */
final class ClockJumps implements Suite {

    private static final int WRITERS = 4;
    private static final int STEPS = 4;
    private static final int JUMPS_A_RUN = 5;

    private final FaultyDisk disk;

    ClockJumps(FaultyDisk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return "clock jumps";
    }

    @Override
    public SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException {
        SuiteResult.Tally tally = new SuiteResult.Tally(name());
        for (long run = seed; tally.cases() < cases; run++) {
            Random random = new Random(run);
            Path data = bench.fresh(disk.root()).resolve("data");
            Path file = bench.fresh(bench.work().resolve("clock")).resolve("marks");
            for (int jump = 0; jump < JUMPS_A_RUN && tally.cases() < cases; jump++) {
                disk.moveClock(random(random));
                try (MarkFile marks = new MarkFile(file);
                        LocalStorage storage = LocalStorage.open(data)) {
                    Progress progress = MarkFile.progress(file, WRITERS);
                    Crew crew = new Crew(run, progress, marks, Crew.AfterFailure.STOP);
                    crew.work(storage, STEPS);
                    disk.moveClock(random(random));
                    crew.work(storage, STEPS);
                }
                Progress progress = MarkFile.progress(file, WRITERS);
                Findings findings = Inspection.of(data, run, progress);
                if (progress.total() != WRITERS * STEPS * 2 * (jump + 1)) {
                    findings.wrong("only %d steps were acknowledged".formatted(progress.total()));
                }
                tally.add("run %d, jump %d".formatted(run, jump), progress, findings);
            }
            disk.moveClock(Duration.ZERO);
            bench.tell(tally.cases(), cases);
        }
        return tally.result();
    }

    private static Duration random(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Duration.ofHours(1);
            case 1 -> Duration.ofHours(-1);
            case 2 -> Duration.ofDays(random.nextBoolean() ? 1 : -1);
            case 3 -> Duration.ofDays(3_653);
            case 4 -> Duration.ofDays(-3_653);
            default -> Duration.between(Instant.now(), Instant.ofEpochSecond(86_400));
        };
    }
}
