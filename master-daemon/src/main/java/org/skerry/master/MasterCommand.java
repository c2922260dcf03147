package org.skerry.master;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.master.console.RecoveryScreen;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--port is a number from 0 to 65535.");
        }
        MasterSettings settings = new MasterSettings(
                common.data,
                port,
                binds.stream().map(this::address).toList(),
                name,
                MasterSettings.storage(Optional.ofNullable(storage), common.data),
                open,
                Optional.ofNullable(passphrase));
        Master master = Master.start(settings);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(master::close));
        StringBuilder ready = new StringBuilder();
        master.urls().forEach(url -> ready.append("ready ").append(url).append(System.lineSeparator()));
        spec.commandLine().getOut().print(ready);
        spec.commandLine().getOut().flush();
        if (master.recovery().isNew() && isTerminal()) {
            spec.commandLine()
                    .getOut()
                    .println(RecoveryScreen.recovery(master.recovery().shown()));
        }
        master.awaitClosed();
        return 0;
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
