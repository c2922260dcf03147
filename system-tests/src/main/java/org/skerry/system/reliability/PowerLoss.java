package org.skerry.system.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.LocalStorage;

/**
 * The power goes at any moment: of what was not synced anything may be missing, torn or out of order. Each run of some
 * writers is recorded, and images of the disk are made at random places of the recording; of some, the recovery is cut
 * short in the same way.
 */
final class PowerLoss implements Suite {

    private static final int WRITERS = 4;
    private static final int IMAGES_A_RUN = 40;
    private static final int MAX_STEPS = 40;

    /** One image of so many is of the very first calls, when a folder becomes a storage. */
    private static final int START_EVERY = 4;

    private static final int START = 80;

    /** In one image of so many, the power goes again during the recovery. */
    private static final int TWICE_EVERY = 8;

    private final FaultyDisk disk;

    PowerLoss(FaultyDisk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return "power loss";
    }

    @Override
    public SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException {
        SuiteResult.Tally tally = new SuiteResult.Tally(name());
        for (long run = seed; tally.cases() < cases; run++) {
            int images = (int) Math.min(IMAGES_A_RUN, cases - tally.cases());
            new Run(bench, run).crash(images, tally);
            bench.tell(tally.cases(), cases);
        }
        return tally.result();
    }

    private final class Run {
        private final Bench bench;
        private final long seed;
        private final Random random;
        private final Path root;

        Run(Bench bench, long seed) {
            this.bench = bench;
            this.seed = seed;
            this.random = new Random(seed);
            this.root = disk.root();
        }

        void crash(int images, SuiteResult.Tally tally) throws IOException, InterruptedException {
            List<DiskCall> calls = recorded();
            List<Integer> moments = IntStream.range(0, images)
                    .map(image ->
                            random.nextInt(image % START_EVERY == 0 ? Math.min(START, calls.size()) : calls.size() + 1))
                    .sorted()
                    .boxed()
                    .toList();
            CrashedDisk crashed = new CrashedDisk(bench.fresh(root));
            Follower marks = new Follower();
            int at = 0;
            for (int moment : moments) {
                for (; at < moment; at++) {
                    crashed.apply(calls.get(at));
                    marks.see(calls.get(at));
                }
                Path image = bench.fresh(bench.work().resolve("image"));
                crashed.writeImage(image, random);
                Progress progress = Progress.of(marks.bytes.toByteArray(), WRITERS);
                if (random.nextInt(TWICE_EVERY) == 0) {
                    crashAgain(image);
                }
                tally.add(
                        "run %d, call %d".formatted(seed, moment),
                        progress,
                        Inspection.of(image.resolve("data"), seed, progress));
            }
        }

        private List<DiskCall> recorded() throws IOException, InterruptedException {
            bench.fresh(root);
            disk.record();
            Path data = root.resolve("data");
            Path file = root.resolve("marks");
            for (int starts = 1 + random.nextInt(3); starts > 0; starts--) {
                try (MarkFile marks = new MarkFile(file);
                        LocalStorage storage = LocalStorage.open(data)) {
                    Progress progress = MarkFile.progress(file, WRITERS);
                    new Crew(seed, progress, marks, Crew.AfterFailure.STOP)
                            .work(storage, 1 + random.nextInt(MAX_STEPS));
                }
            }
            return DiskCall.read(disk.recorded());
        }

        /** The power goes once more while the image is opened, and the image is what is left then. */
        private void crashAgain(Path image) throws IOException {
            Folders.copy(image, bench.fresh(root));
            CrashedDisk crashed = new CrashedDisk(root);
            disk.record();
            try (LocalStorage storage = LocalStorage.open(root.resolve("data"))) {
                storage.count();
            } catch (StorageException unusable) {
                // the inspection finds that, too
            }
            List<DiskCall> calls = DiskCall.read(disk.recorded());
            calls.subList(0, random.nextInt(calls.size() + 1)).forEach(crashed::apply);
            crashed.writeImage(bench.fresh(image), random);
        }
    }

    /** Gathers what the writers have marked. */
    private static final class Follower {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int file = -1;

        void see(DiskCall call) {
            if (call instanceof DiskCall.Open opened
                    && opened.creates()
                    && opened.path().endsWith("marks")) {
                file = opened.file();
            } else if (call instanceof DiskCall.Close closed && closed.file() == file) {
                file = -1;
            } else if (call instanceof DiskCall.Write write && write.file() == file) {
                bytes.writeBytes(write.bytes());
            }
        }
    }
}
