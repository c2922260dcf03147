package org.skerry.master;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.master.backup.BackupSettings;
import org.skerry.master.console.RecoveryScreen;
import org.skerry.master.service.ServiceNotifier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerry master}: the daemon in the foreground, until it gets a signal. */
@Command(
        name = "master",
        description = "Runs the master in the foreground. Prints one line \"ready ws://HOST:PORT/\" for each address"
                + " that slaves can enter.")
final class MasterCommand implements Callable<Integer> {

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of the broadcaster, 0 for any free one; default: ${DEFAULT-VALUE}")
    private int port = MasterSettings.DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Listens on this address only; may be given more than once. Default: all addresses.")
    private List<String> binds = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "How slaves see this master; default: this PC's name.")
    private String name = MasterSettings.defaultName();

    @Option(names = "--storage", paramLabel = "FILE", description = "A jIO storage description in JSON.")
    private @Nullable Path storage;

    @Option(names = "--open", description = "Trial mode: everybody on this network may read and write everything.")
    private boolean open;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "Its text, at least 12 characters, takes the place of the recovery code that a master makes at its"
                            + " first start. Later it may be left out, or has to be the same.")
    private @Nullable Path passphrase;

    @Option(
            names = "--history-days",
            paramLabel = "DAYS",
            description = "How long what records were before is kept after they were changed or removed, 0 for ever;"
                    + " default: ${DEFAULT-VALUE}")
    private int historyDays = MasterSettings.DEFAULT_HISTORY_DAYS;

    @Option(
            names = "--backup-folder",
            paramLabel = "DIR",
            description =
                    "Where the master makes a backup each day, on another disk for instance; default: backups in the"
                            + " data folder.")
    private @Nullable Path backupFolder;

    @Option(
            names = "--backup-time",
            paramLabel = "HH:MM",
            description = "At what time of the day, or off; default: 02:30")
    private @Nullable String backupTime;

    @Option(
            names = "--backup-encrypt",
            description =
                    "The records in these backups are encrypted to the recovery code, too; the master's key always is.")
    private boolean backupEncrypt;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "A file with these options, a line each: port = 9999. Options given here win over it.")
    private @Nullable Path file;

    @Option(
            names = "--check",
            description =
                    "Only says what is wrong in the file of --settings or with its data folder, or that it is fine; starts nothing.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (check) {
            return check();
        }
        ServiceNotifier service = ServiceNotifier.of(System.getenv());
        Master master = started(service);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(master, service)));
        StringBuilder ready = new StringBuilder();
        master.urls().forEach(url -> ready.append("ready ").append(url).append(System.lineSeparator()));
        spec.commandLine().getOut().print(ready);
        spec.commandLine().getOut().flush();
        service.ready();
        if (master.recovery().isNew() && isTerminal()) {
            spec.commandLine()
                    .getOut()
                    .println(RecoveryScreen.recovery(master.recovery().shown()));
        }
        master.awaitClosed();
        return 0;
    }

    private Master started(ServiceNotifier service) {
        try (var _ = service.starting()) {
            return Master.start(settings(), service);
        } catch (StorageException | SettingsMistakes | CommandLine.ParameterException refused) {
            service.status(String.valueOf(refused.getMessage()));
            throw refused;
        }
    }

    private static void stop(Master master, ServiceNotifier service) {
        try (var _ = service.stopping()) {
            master.close();
        }
    }

    private int check() {
        if (file == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--check goes with --settings FILE.");
        }
        SettingsFile read = SettingsFile.read(file, SettingsFile.Reach.ADDRESSES);
        Optional<Path> data = read.data();
        if (MasterSettings.isInstalled(file)) {
            data.ifPresent(MasterCommand::requireOfService);
        }
        spec.commandLine().getOut().println("%s is fine.".formatted(file));
        data.filter(Files::notExists)
                .ifPresent(missing -> spec.commandLine()
                        .getOut()
                        .println("There is no folder %s yet; the master makes it when it starts, if its user may."
                                .formatted(missing)));
        read.backupFolder()
                .filter(Files::notExists)
                .ifPresent(missing -> spec.commandLine()
                        .getOut()
                        .println(
                                "There is no folder %s, so no backup is made by itself; is its disk connected? The master does not make it."
                                        .formatted(missing)));
        return 0;
    }

    /** @throws StorageException.Forbidden if the master of an installation could not write there */
    private static void requireOfService(Path data) {
        try {
            String owner = Files.getOwner(data).getName();
            if (!owner.equals(MasterSettings.SERVICE_USER)) {
                throw new StorageException.Forbidden(
                        "The folder %s belongs to the user %s, so the master, which runs as %s, cannot write there; sudo chown -R %3$s: %1$s gives it to it."
                                .formatted(data, owner, MasterSettings.SERVICE_USER));
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            // there is no such folder yet, or no owners here
        }
    }

    /** What is given here, else what stands in the file, else what is usual. */
    private MasterSettings settings() {
        if (port < 0 || port > MasterSettings.MAX_PORT) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--port is a number from 0 to %d.".formatted(MasterSettings.MAX_PORT));
        }
        if (historyDays < 0 || historyDays > MasterSettings.MAX_HISTORY_DAYS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--history-days is a number from 1 to %d, or 0 for ever."
                            .formatted(MasterSettings.MAX_HISTORY_DAYS));
        }
        SettingsFile filed = file == null ? SettingsFile.EMPTY : SettingsFile.read(file, SettingsFile.Reach.FILES);
        Path data = isGiven("--data") ? common.ownData() : filed.data().orElseGet(common::ownData);
        return new MasterSettings(
                data,
                isGiven("--port") ? port : filed.port().orElse(port),
                isGiven("--bind") ? binds.stream().map(this::address).toList() : filed.binds(),
                isGiven("--name") ? name : filed.name().orElse(name),
                storage == null
                        ? filed.storage().orElseGet(() -> MasterSettings.storageIn(data))
                        : MasterSettings.described(storage),
                open || filed.open().orElse(false),
                passphrase == null ? filed.passphrase() : Optional.of(passphrase),
                isGiven("--history-days") ? historyDays : filed.historyDays().orElse(historyDays),
                backup(filed),
                Optional.ofNullable(file).map(Path::toAbsolutePath));
    }

    private BackupSettings backup(SettingsFile filed) {
        try {
            String time = backupTime == null ? filed.backupTime().orElse("") : backupTime;
            return new BackupSettings(
                    backupFolder == null
                            ? filed.backupFolder()
                            : Optional.of(backupFolder.toAbsolutePath().normalize()),
                    time.isEmpty() ? BackupSettings.USUAL.time() : BackupSettings.time(time),
                    backupEncrypt || filed.backupEncrypt().orElse(false));
        } catch (IllegalArgumentException noTime) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--" + noTime.getMessage(), noTime);
        }
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Where a person reads what is printed; what a service prints is kept in logs. */
    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unknown) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--bind %s is no address of this PC.".formatted(text), unknown);
        }
    }
}
