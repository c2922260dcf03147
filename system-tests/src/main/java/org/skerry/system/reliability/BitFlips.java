package org.skerry.system.reliability;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.RecordId;
import org.skerry.jio.RecordVersion;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.FolderCheck;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.Stopping;
import org.skerry.jio.query.Row;
import tools.jackson.databind.node.ObjectNode;

/**
 * A disk has flipped a bit, anywhere in the data folder: nothing is told that was never written, what can be read is told, and
 * where something is missing, it is known that something is.
 */
final class BitFlips implements Suite {

    private static final int WRITERS = 4;
    private static final int STEPS = 50;
    private static final int FLIPS_A_FOLDER = 50;

    @Override
    public String name() {
        return "bit flips";
    }

    @Override
    public SuiteResult run(Bench bench, int cases, long seed) throws IOException, InterruptedException {
        SuiteResult.Tally tally = new SuiteResult.Tally(name());
        for (long run = seed; tally.cases() < cases; run++) {
            Path made = bench.fresh(bench.work().resolve("made"));
            Random random = new Random(run);
            int[] done = new int[WRITERS];
            Arrays.fill(done, STEPS);
            Progress progress = new Progress(done, done);
            try (LocalStorage storage = LocalStorage.open(made)) {
                new Crew(run, new Progress(new int[WRITERS], new int[WRITERS]), mark -> {}, Crew.AfterFailure.STOP)
                        .work(storage, STEPS);
            }
            for (int flip = 0; flip < FLIPS_A_FOLDER && tally.cases() < cases; flip++) {
                Path folder = bench.fresh(bench.work().resolve("flipped"));
                Folders.copy(made, folder);
                String where = flip(folder, random);
                tally.add("run %d, %s".formatted(run, where), progress, new Look(folder, run).findings());
            }
            bench.tell(tally.cases(), cases);
        }
        return tally.result();
    }

    /** @return which bit of which file */
    private static String flip(Path folder, Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toFile().isFile() && file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
        long place = (long) (random.nextDouble()
                * files.stream().mapToLong(file -> file.toFile().length()).sum());
        for (Path file : files) {
            long size = Files.size(file);
            if (place < size) {
                int bit = random.nextInt(Byte.SIZE);
                try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    bytes.seek(place);
                    int before = bytes.read();
                    bytes.seek(place);
                    bytes.write(before ^ 1 << bit);
                }
                return "bit %d of byte %d of %s".formatted(bit, place, folder.relativize(file));
            }
            place -= size;
        }
        throw new IllegalStateException("no file in " + folder);
    }

    /** Looks at everything that was written. */
    private static final class Look {
        private final Path folder;
        private final long seed;
        private final Findings findings = new Findings();
        private boolean isSomethingMissing;

        Look(Path folder, long seed) {
            this.folder = folder;
            this.seed = seed;
        }

        Findings findings() {
            boolean isKnown;
            try (LocalStorage storage = LocalStorage.open(folder)) {
                isSomethingMissing |= !Inspection.isIndexReady(storage); // it has what can be read
                for (int writer = 0; writer < WRITERS; writer++) {
                    look(storage, writer);
                }
                isKnown = !storage.damages().isEmpty();
            } catch (StorageException refused) {
                return findings; // it says so itself
            }
            if (isSomethingMissing && !isKnown && !isNamed()) {
                findings.lost("something is missing, and nobody knows");
            }
            return findings;
        }

        private boolean isNamed() {
            try {
                return !FolderCheck.of(folder, true, Stopping.NEVER).isWhole();
            } catch (StorageException refused) {
                return true;
            }
        }

        private void look(LocalStorage storage, int writer) {
            Script script = Script.after(seed, writer, STEPS);
            Map<RecordId, Kept> records = script.records();
            records.forEach((id, kept) -> {
                look(storage, id, kept);
                lookBack(storage, id, script.states(id));
            });
            long there = records.values().stream()
                    .filter(kept -> kept.body().isPresent())
                    .count();
            List<Row> rows = told(() -> Inspection.rows(storage, writer)).orElse(List.of());
            for (Row row : rows) {
                Kept kept = records.get(row.id());
                if (kept == null || !kept.body().equals(Optional.ofNullable(row.doc()))) {
                    findings.wrong("a query tells of another " + row.id());
                }
            }
            isSomethingMissing |= rows.size() < there;
        }

        private void look(LocalStorage storage, RecordId id, Kept kept) {
            Optional<ObjectNode> body = told(() -> storage.get(id));
            if (body.isPresent() && !body.equals(kept.body())) {
                findings.wrong("another %s is told".formatted(id));
            }
            isSomethingMissing |= body.isEmpty() && kept.body().isPresent();
            List<String> names = told(() -> storage.allAttachments(id)).orElse(List.of());
            isSomethingMissing |= names.size() != kept.attachments().size();
            for (String name : names) {
                Optional<Attachment> content = told(() -> storage.getAttachment(id, name, ByteRange.ALL));
                if (content.isPresent()
                        && !content.get().equals(kept.attachments().get(name))) {
                    findings.wrong("another content of %s of %s is told".formatted(name, id));
                }
                isSomethingMissing |= content.isEmpty();
            }
        }

        private void lookBack(LocalStorage storage, RecordId id, List<Kept> states) {
            List<RecordVersion> versions =
                    told(() -> Inspection.versions(storage, id)).orElse(List.of());
            if (versions.size() > states.size()) {
                findings.wrong("%s has more versions than writes".formatted(id));
            }
            isSomethingMissing |= versions.size() != states.size();
            if (versions.size() != states.size()) {
                return; // which of them is missing nobody can tell here
            }
            for (int i = 0; i < states.size(); i++) {
                RecordVersion version = versions.get(versions.size() - 1 - i);
                if (states.get(i).body().isPresent()) {
                    var past = told(() -> storage.version(id, version.sequence()));
                    if (past.isPresent() && !states.get(i).hasAll(past.get())) {
                        findings.wrong("another version %s of %s is told: %s, not %s"
                                .formatted(version.sequence(), id, past.get(), states.get(i)));
                    }
                    isSomethingMissing |= past.isEmpty() || !states.get(i).looksLike(past.get());
                }
            }
        }

        /** Empty where the storage says that it cannot tell. */
        private static <T> Optional<T> told(Supplier<T> question) {
            try {
                return Optional.of(question.get());
            } catch (StorageException notTold) {
                return Optional.empty();
            }
        }
    }
}
