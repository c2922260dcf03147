package org.skerry.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The folder and the processes of the benchmarks; all gone at the end, also if they are interrupted. Thread-safe. */
public final class Lab implements AutoCloseable {

    /** As the launcher starts a master; the echoes get the same, so that they differ in nothing else. */
    private static final List<String> MASTER_OPTIONS =
            List.of("-XX:+UseZGC", "-XX:SoftMaxHeapSize=256m", "-XX:ZUncommitDelay=60");

    /** As the launcher starts a slave's command. */
    private static final List<String> COMMAND_OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final String READY = "ready ";

    /**
     * A master in a process of its own.
     *
     * @param urls where slaves enter, one for each address, loopback first
     */
    public record RunningMaster(ChildProcess process, List<String> urls) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    private final Path folder;
    private final Consumer<String> progress;
    private final Deque<ChildProcess> processes = new ArrayDeque<>();
    private int folders;
    private boolean isClosed;

    private Lab(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** @param progress is told what is done now */
    public static Lab open(Consumer<String> progress) throws IOException {
        Lab lab = new Lab(Files.createTempDirectory("skerry-bench"), progress);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("bench-end").unstarted(lab::close));
        return lab;
    }

    public void tell(String doing) {
        progress.accept(doing);
    }

    /** Starts a master with an empty local storage that listens on these addresses of IPv4. */
    RunningMaster startMaster(List<String> addresses) throws IOException, InterruptedException {
        return startMaster(folder("data"), List.of(), addresses);
    }

    /**
     * Starts a master on a data folder.
     *
     * @param options more of them for its Java machine
     */
    public RunningMaster startMaster(Path data, List<String> options, List<String> addresses)
            throws IOException, InterruptedException {
        return startMaster(data, options, addresses, List.of("--open"));
    }

    /** Starts a master with an empty local storage that lets paired slaves in, and nobody else. */
    RunningMaster startClosedMaster(Path data) throws IOException, InterruptedException {
        return startMaster(data, List.of(), List.of("127.0.0.1"), List.of());
    }

    private RunningMaster startMaster(Path data, List<String> options, List<String> addresses, List<String> door)
            throws IOException, InterruptedException {
        List<String> program = new ArrayList<>(List.of("org.skerry.master.MasterDaemon", "master"));
        program.addAll(door);
        program.addAll(List.of("--name", "Bench", "--port", "0"));
        program.addAll(List.of("--data", data.toString()));
        addresses.forEach(address -> program.addAll(List.of("--bind", address)));
        List<String> all = new ArrayList<>(MASTER_OPTIONS);
        all.addAll(options);
        ChildProcess process = start(all, program);
        List<String> urls = new ArrayList<>();
        while (urls.size() < addresses.size()) {
            urls.add(process.nextLine().substring(READY.length()));
        }
        return new RunningMaster(process, urls);
    }

    /** A place for files that does not exist yet. */
    public synchronized Path folder(String name) {
        return folder.resolve(name + ++folders);
    }

    /** Starts a command of a master's command line. */
    public ChildProcess startMasterCommand(String... arguments) throws IOException {
        List<String> program = new ArrayList<>(List.of("org.skerry.master.MasterDaemon"));
        program.addAll(List.of(arguments));
        return start(COMMAND_OPTIONS, program);
    }

    /** Starts the other end of a yardstick. */
    ChildProcess startEcho(Class<?> program, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(program.getName()));
        all.addAll(List.of(arguments));
        return start(MASTER_OPTIONS, all);
    }

    /** Starts a slave's command line. */
    ChildProcess startCommand(String... arguments) throws IOException {
        List<String> program = new ArrayList<>(List.of("org.skerry.slave.SlaveMain"));
        program.addAll(List.of(arguments));
        return start(COMMAND_OPTIONS, program);
    }

    private synchronized ChildProcess start(List<String> options, List<String> program) throws IOException {
        return keep(ChildProcess.java(folder.resolve("log"), options, program));
    }

    /** Starts somebody else's program. */
    public synchronized ChildProcess startProgram(List<String> command) throws IOException {
        return keep(new ChildProcess(folder.resolve("log"), command, folder));
    }

    private ChildProcess keep(ChildProcess process) {
        if (isClosed) {
            process.close();
            throw new BenchFailed("It was interrupted.");
        }
        processes.add(process);
        return process;
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        processes.forEach(ChildProcess::close);
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        } catch (IOException gone) {
            tell("The folder %s could not be deleted: %s".formatted(folder, gone.getMessage()));
        }
    }
}
