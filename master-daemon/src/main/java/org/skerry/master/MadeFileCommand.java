package org.skerry.master;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.DataFolder;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.Snapshot;
import org.skerry.jio.local.Stopping;
import org.skerry.master.backup.BackupMaker;
import org.skerry.master.backup.BackupStream;
import org.skerry.master.backup.Backups;
import org.skerry.master.backup.Disks;
import org.skerry.master.console.ControlSocket;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command that has the running master make a file, or, where none runs, makes it of the data folder itself. */
abstract class MadeFileCommand implements Callable<Integer> {

    /** The file is there, but what it was made of is damaged. */
    private static final int DAMAGED = 1;

    /** The same for the launcher of an installation, which ends with the other one; 3 is Java's own, out of memory. */
    private static final int DAMAGED_FOR_LAUNCHER = 4;

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A file that is not there yet, its name ending in .zip; or a folder, for a name with the day in it; or"
                            + " - for standard output.")
    private String wanted = "";

    @Option(names = "--json", description = "Prints JSON about it.")
    private boolean json;

    /** The launcher of an installation opens the file, because the user skerry may not. */
    @Option(names = "--kept-as", hidden = true)
    private @Nullable Path keptAs;

    /** And knows that it is on the disk of the data, where the user skerry may not even look. */
    @Option(names = "--kept-beside", hidden = true)
    private boolean keptBeside;

    @Option(names = "--progress", hidden = true)
    private boolean progress;

    @Spec
    private CommandSpec spec;

    private final String word;

    /** @param word that the control socket knows */
    MadeFileCommand(String word) {
        this.word = word;
    }

    /** What the master has to know. */
    ObjectNode wish() {
        return JsonText.object();
    }

    /** Does it without a master. */
    abstract ObjectNode make(BackupMaker maker, OutputStream out, Stopping stopping) throws IOException;

    /**
     * A file that is kept.
     *
     * @param file empty for standard output
     * @param isElsewhere whether it is on another disk than the data; empty if nobody can tell
     */
    record Kept(Optional<Path> file, Optional<Boolean> isElsewhere) {
        String name() {
            return file.map(Path::toString).orElse(Backups.PIPE);
        }
    }

    /** What to do when the file is kept. */
    abstract void kept(Path data, JsonNode made, Kept kept, boolean isMasterRunning);

    /** What was made, in sentences. */
    abstract String screen(JsonNode made, Kept kept);

    @Override
    public final Integer call() {
        try (MadeFile file = MadeFile.of(wanted, ".zip")) {
            Answer answer = made(file);
            Kept kept = kept(keptAs == null ? file.file() : Optional.of(keptAs.toAbsolutePath()));
            kept(common.data(), answer.made(), kept, answer.isMasterRunning());
            tell(answer.made(), file.file().isPresent(), kept);
            return status(answer.made());
        }
    }

    private int status(JsonNode made) {
        return made.path("damages").isEmpty() ? 0 : keptAs == null ? DAMAGED : DAMAGED_FOR_LAUNCHER;
    }

    private Kept kept(Optional<Path> file) {
        Optional<Boolean> isElsewhere = keptBeside
                ? Optional.of(false)
                : file.map(Path::getParent).flatMap(folder -> Disks.areDifferent(common.data(), folder));
        return new Kept(file, isElsewhere);
    }

    private record Answer(JsonNode made, boolean isMasterRunning) {}

    private Answer made(MadeFile file) {
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), progress)) {
            Answer answer = made(file.out(), line);
            file.keep();
            return answer;
        } catch (IOException failed) {
            throw file.failure(failed);
        }
    }

    private Answer made(OutputStream out, ProgressLine line) throws IOException {
        try (InputStream answer = ControlSocket.askLong(common.data(), word, wish())) {
            return new Answer(BackupStream.receive(answer, out, line), true);
        } catch (StorageException.Unreachable none) {
            if (!isNobodyThere(none) || Files.notExists(common.data().resolve(LocalStorage.RECORDS_FILE))) {
                throw none;
            }
            return new Answer(alone(out, line), false);
        }
    }

    private static boolean isNobodyThere(StorageException.Unreachable none) {
        return none.getCause() instanceof IOException && !(none.getCause() instanceof EOFException);
    }

    private JsonNode alone(OutputStream out, Stopping stopping) throws IOException {
        Path data = common.ownData();
        try (DataFolder folder = DataFolder.hold(data)) {
            BackupMaker maker = new BackupMaker(
                    folder.path(),
                    MasterSettings.installedFile(),
                    MasterSettings.defaultName(),
                    (place, asked) -> Snapshot.of(folder, place, asked),
                    new SecureRandom(),
                    Clock.systemUTC());
            return make(maker, out, stopping);
        }
    }

    private void tell(JsonNode made, boolean isOutputFree, Kept kept) {
        String text = json ? JsonText.write(made) : screen(made, kept);
        (isOutputFree ? spec.commandLine().getOut() : spec.commandLine().getErr()).println(text);
    }
}
