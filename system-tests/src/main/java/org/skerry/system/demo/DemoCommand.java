package org.skerry.system.demo;

import java.util.concurrent.Callable;
import org.skerry.jio.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerry demo}. */
@Command(
        name = "demo",
        description =
                "Starts a master, joins a slave to it over WebRTC, imports 10,000 cities, asks questions, kills the"
                        + " master and looks whether anything is lost. Needs no network and no screen; leaves nothing behind.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var console = System.console();
        boolean hasColours = console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
        var out = spec.commandLine().getOut();
        try (var stage = Stage.set()) {
            new Demo(stage, new Narrator(out, hasColours)).run();
            return 0;
        } catch (DemoFailed | StorageException failed) {
            out.flush();
            spec.commandLine().getErr().println("The demo failed: " + failed.getMessage());
            return 1;
        }
    }
}
