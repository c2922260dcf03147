package org.skerry.system.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk that fails on demand, for the process it is loaded into: {@code faults.c} stands between the process and the system
 * and records, refuses or shortens what is done to files below one folder; it moves the process's clock, too. Linux only, made
 * with the C compiler of the machine. Thread-safe as far as one thread gives the orders.
 */
final class FaultyDisk {

    /** Kinds of calls that can be made to fail. */
    enum Call {
        OPEN(1),
        WRITE(2),
        SYNC(4),
        NAME(8),
        READ(16);

        private final int bit;

        Call(int bit) {
            this.bit = bit;
        }
    }

    /** The system's numbers for why a call failed. */
    enum Error {
        INPUT_OUTPUT(5),
        NO_SPACE(28);

        private final int number;

        Error(int number) {
            this.number = number;
        }
    }

    private static final String ROOT = "SKERRY_FAULTS_ROOT";
    private static final String CONTROL = "SKERRY_FAULTS_CONTROL";
    private static final String TRACE = "SKERRY_FAULTS_TRACE";

    private static final int PAGE = 4_096;

    // As the struct in faults.c lays them out.
    private static final int MODE = 0;
    private static final int CALLS = 8;
    private static final int FAIL_AT = 16;
    private static final int ERROR = 24;
    private static final int STICKY = 32;
    private static final int SPACE = 40;
    private static final int CLOCK_NANOS = 48;
    private static final int KINDS = 56;
    private static final int FIRED = 64;
    private static final int LOG_SYNCS = 72;

    private static final int RECORDS = 1;
    private static final int FAILS = 2;
    private static final int LIMITS_SPACE = 4;

    private final Path root;
    private final Path trace;
    private final MappedByteBuffer control;

    private FaultyDisk(Path root, Path trace, MappedByteBuffer control) {
        this.root = root;
        this.trace = trace;
        this.control = control;
    }

    /** Whether this machine can have one: Linux with a C compiler. */
    static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux") && compiler() != null;
    }

    private static @Nullable Path compiler() {
        for (String name : List.of("cc", "gcc", "clang")) {
            for (String folder : System.getenv("PATH").split(":")) {
                Path file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    /**
     * Compiles it.
     *
     * @param folder where everything lies; the files that are watched are below its folder {@code root}
     * @return what a process needs in its environment to have such a disk
     */
    static Map<String, String> prepare(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("faults.c");
        try (InputStream code = FaultyDisk.class.getResourceAsStream("faults.c")) {
            Files.write(source, code.readAllBytes());
        }
        Path library = folder.resolve("faults.so");
        Path compiler = compiler();
        if (compiler == null) {
            throw new IOException("There is no C compiler here; on Debian, install gcc and libc6-dev.");
        }
        Process compiling = new ProcessBuilder(
                        compiler.toString(),
                        "-std=gnu11",
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl")
                .redirectErrorStream(true)
                .start();
        String said = new String(compiling.getInputStream().readAllBytes());
        if (compiling.waitFor() != 0) {
            throw new IOException("faults.c does not compile here: " + said);
        }
        Path root = Files.createDirectories(folder.resolve("root"));
        Path page = Files.write(folder.resolve("control"), new byte[PAGE]);
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                ROOT,
                root.toString(),
                CONTROL,
                page.toString(),
                TRACE,
                folder.resolve("trace").toString());
    }

    /** The one of this process. */
    static FaultyDisk here() throws IOException {
        try (FileChannel page =
                FileChannel.open(Path.of(System.getenv(CONTROL)), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer control = page.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            control.order(ByteOrder.nativeOrder());
            return new FaultyDisk(Path.of(System.getenv(ROOT)), Path.of(System.getenv(TRACE)), control);
        }
    }

    /** Below it the disk is faulty. */
    Path root() {
        return root;
    }

    /** From now on all calls are recorded, and nothing fails. */
    void record() throws IOException {
        heal();
        Files.write(trace, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        control.putLong(MODE, RECORDS);
    }

    /** What was recorded since. */
    Path recorded() {
        heal();
        return trace;
    }

    /**
     * Lets calls fail from now on.
     *
     * @param nth which of them, from 1
     * @param andAfter whether all later ones fail, too
     */
    void fail(Set<Call> calls, long nth, Error error, boolean andAfter) {
        heal();
        control.putLong(CALLS, 0);
        control.putLong(FIRED, 0);
        control.putLong(LOG_SYNCS, 0);
        control.putLong(FAIL_AT, nth);
        control.putLong(ERROR, error.number);
        control.putLong(STICKY, andAfter ? 1 : 0);
        control.putLong(KINDS, calls.stream().mapToInt(call -> call.bit).sum());
        control.putLong(MODE, FAILS);
    }

    /** Lets files grow by so many bytes only, all together. */
    void limitSpace(long bytes) {
        heal();
        control.putLong(FIRED, 0);
        control.putLong(SPACE, bytes);
        control.putLong(MODE, LIMITS_SPACE);
    }

    /** How often a call has failed since that was ordered. */
    long fired() {
        return control.getLong(FIRED);
    }

    /** How often a sync of SQLite's log has failed since. */
    long failedLogSyncs() {
        return control.getLong(LOG_SYNCS);
    }

    /** Nothing fails and nothing is recorded any more. */
    void heal() {
        control.putLong(MODE, 0);
    }

    /** Moves the clock of this process, against that of the machine. */
    void moveClock(Duration by) {
        control.putLong(CLOCK_NANOS, by.toNanos());
    }

    static Set<Call> all() {
        return EnumSet.allOf(Call.class);
    }
}
