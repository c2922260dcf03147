package org.skerry.system.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
                        + " master and looks whether anything is lost. Ends with the window on these records, or a picture of it"
                        + " where there is no screen. Needs no network; leaves nothing behind but that picture.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Paints the window into this PNG file instead of opening it.")
    private @Nullable Path picture;

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
            Narrator tell = new Narrator(out, hasColours);
            new Demo(stage, new WindowChapter(stage, tell, Optional.ofNullable(picture)), tell).run();
            return 0;
        } catch (DemoFailed | StorageException failed) {
            out.flush();
            spec.commandLine().getErr().println("The demo failed: " + failed.getMessage());
            return 1;
        }
    }
}
