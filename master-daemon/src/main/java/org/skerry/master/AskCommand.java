package org.skerry.master;

import java.util.concurrent.Callable;
import java.util.function.Function;
import org.skerry.jio.JsonText;
import org.skerry.master.console.ControlSocket;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command that asks the master running on this machine one question. */
abstract class AskCommand implements Callable<Integer> {

    private final String question;
    private final Function<JsonNode, String> screen;

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** @param screen turns the answer into text for a person */
    AskCommand(String question, Function<JsonNode, String> screen) {
        this.question = question;
        this.screen = screen;
    }

    /** What the question needs besides its word. */
    ObjectNode wish() {
        return JsonText.object();
    }

    @Override
    public final Integer call() {
        JsonNode answer = ControlSocket.ask(common.data(), question, wish());
        spec.commandLine().getOut().println(json ? JsonText.write(answer) : screen.apply(answer));
        return 0;
    }
}
