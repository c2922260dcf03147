package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;

/**
 * The nth call to the system fails, once or from then on, n = 1, 2, 3 until a run has no fault: nothing is acknowledged that
 * is not there afterwards, and what was there before stays.
 */
final class IoFaults implements Suite {

    private static final int WRITERS = 3;
    private static final int STEPS = 6;
    private static final int STEPS_BEFORE = 4;

    /** How calls fail in one series. */
    private record Series(Set<FaultyDisk.Call> calls, FaultyDisk.Error error, boolean andAfter) {
        @Override
        public String toString() {
            return "%s %s %s".formatted(calls, error, andAfter ? "from then on" : "once");
        }
    }

    private final FaultyDisk disk;

    IoFaults(FaultyDisk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return "nth call fails";
    }

    @Override
    public SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException {
        SuiteResult.Tally tally = new SuiteResult.Tally(name());
        List<Series> open = new ArrayList<>(all());
        for (long nth = 1; !open.isEmpty() && tally.cases() < cases; nth++) {
            for (Series series : List.copyOf(open)) {
                if (tally.cases() < cases && !isFailing(bench, series, nth, seed, tally)) {
                    open.remove(series);
                }
            }
            bench.tell(tally.cases(), cases);
        }
        return tally.result();
    }

    private static List<Series> all() {
        List<Series> all = new ArrayList<>();
        for (FaultyDisk.Call call : FaultyDisk.all()) {
            for (boolean andAfter : new boolean[] {false, true}) {
                all.add(new Series(Set.of(call), FaultyDisk.Error.INPUT_OUTPUT, andAfter));
            }
        }
        all.add(new Series(Set.of(FaultyDisk.Call.WRITE), FaultyDisk.Error.NO_SPACE, false));
        all.add(new Series(FaultyDisk.all(), FaultyDisk.Error.INPUT_OUTPUT, false));
        return all;
    }

    /** @return whether there was an nth call */
    private boolean isFailing(Bench bench, Series series, long nth, long seed, SuiteResult.Tally tally)
            throws IOException, InterruptedException {
        Path data = bench.fresh(disk.root()).resolve("data");
        Path file = bench.fresh(bench.work().resolve("nth")).resolve("marks");
        long run = seed + nth;
        Findings findings = new Findings();
        boolean isFault;
        try (MarkFile marks = new MarkFile(file)) {
            try (LocalStorage storage = LocalStorage.open(data)) {
                work(storage, run, marks, file, STEPS_BEFORE);
            }
            disk.fail(series.calls(), nth, series.error(), series.andAfter());
            try (LocalStorage storage = LocalStorage.open(data)) {
                work(storage, run, marks, file, STEPS);
                if (disk.failedLogSyncs() > 0) {
                    disk.heal();
                    checkStopped(storage, findings);
                }
            } catch (StorageException refused) {
                // it would not open with that fault; its sentence is another test's business
            }
            isFault = disk.fired() > 0;
            disk.heal();
        }
        if (isFault) {
            Progress progress = MarkFile.progress(file, WRITERS);
            findings.addAll(Inspection.of(data, run, progress));
            tally.add("call %d, %s, run %d".formatted(nth, series, run), progress, findings);
        }
        return isFault;
    }

    /**
     * After a failed sync nobody knows what the disk holds, even if the next sync succeeds: nothing is written until a restart.
     */
    private static void checkStopped(LocalStorage storage, Findings findings) {
        try {
            storage.put(new RecordId("after a failed sync"), JsonText.object());
            findings.wrong("it writes on after a failed sync");
        } catch (StorageException.Failed stopped) {
            // as it must be
        }
    }

    private static void work(LocalStorage storage, long run, MarkFile marks, Path file, int steps)
            throws IOException, InterruptedException {
        new Crew(run, MarkFile.progress(file, WRITERS), marks, Crew.AfterFailure.STOP).work(storage, steps);
    }
}
