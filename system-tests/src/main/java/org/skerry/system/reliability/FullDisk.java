package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;

/**
 * The disk is full at any byte: what is acknowledged is there, reading goes on, writers are told so in words, and write on when
 * there is space again, without a restart.
 */
final class FullDisk implements Suite {

    private static final int WRITERS = 4;
    private static final int STEPS = 12;
    private static final int MAX_SPACE = 600_000;
    private static final long PLENTY = Long.MAX_VALUE / 4;

    private final FaultyDisk disk;

    FullDisk(FaultyDisk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return "disk full";
    }

    @Override
    public SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException {
        SuiteResult.Tally tally = new SuiteResult.Tally(name());
        for (long run = seed; tally.cases() < cases; run++) {
            fill(bench, run, tally);
            bench.tell(tally.cases(), cases);
        }
        return tally.result();
    }

    private void fill(Bench bench, long run, SuiteResult.Tally tally) throws IOException, InterruptedException {
        Random random = new Random(run);
        Path data = bench.fresh(disk.root()).resolve("data");
        Path file = bench.fresh(bench.work().resolve("full")).resolve("marks");
        Findings findings = new Findings();
        try (MarkFile marks = new MarkFile(file);
                LocalStorage storage = LocalStorage.open(data)) {
            work(storage, run, marks, file);
            disk.limitSpace(random.nextInt(MAX_SPACE));
            work(storage, run, marks, file);
            boolean isFull = disk.fired() > 0;
            try {
                storage.count();
            } catch (StorageException unreadable) {
                findings.wrong("nothing can be read on a full disk: " + unreadable.getMessage());
            }
            disk.limitSpace(PLENTY);
            int before = MarkFile.progress(file, WRITERS).total();
            work(storage, run, marks, file);
            disk.heal();
            int after = MarkFile.progress(file, WRITERS).total();
            if (after - before != WRITERS * STEPS) {
                findings.wrong("only %d of %d steps are written when there is space again"
                        .formatted(after - before, WRITERS * STEPS));
            }
            if (!isFull) {
                return; // it had room enough: no case
            }
        } finally {
            disk.heal();
        }
        Progress progress = MarkFile.progress(file, WRITERS);
        findings.addAll(Inspection.of(data, run, progress));
        tally.add("run " + run, progress, findings);
    }

    private static void work(LocalStorage storage, long run, MarkFile marks, Path file)
            throws IOException, InterruptedException {
        new Crew(run, MarkFile.progress(file, WRITERS), marks, Crew.AfterFailure.STOP).work(storage, STEPS);
    }
}
