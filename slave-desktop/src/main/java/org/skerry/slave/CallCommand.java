package org.skerry.slave;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.skerry.jio.JsonText;
import org.skerry.jio.PlainText;
import org.skerry.jio.StorageException;
import org.skerry.slave.SlaveMain.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code skerry call}: one jIO call, or a stream of them. */
@Command(
        name = "call",
        sortOptions = false,
        description = "Makes one jIO call and prints its result as JSON.",
        footer = {
            "",
            "Each argument is JSON, so a text stands in double quotes, and those in single ones:",
            "  skerry call 192.168.1.5 get '\"x\"'",
            "  skerry call 192.168.1.5 put '\"x\"' '{\"first\":\"Li\",\"last\":\"Wei\"}'",
            "  skerry call 192.168.1.5 allDocs '{\"query\":\"last:Wei\",\"limit\":[0,20]}'",
            "",
            "With - as METHOD, calls are read from standard input, one list [method, args...] in each line.",
            "For each line one is printed, in the same order: {\"result\":...} or {\"error\":{\"message\",\"status_code\"}}.",
            "Up to 64 calls are under way at a time; the results are those of one call after the other."
        })
final class CallCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final MasterOptions options = new MasterOptions();

    @Parameters(index = "1", paramLabel = "METHOD", description = "post, put, get, remove, allDocs, ..., or -")
    private String method = "";

    @Parameters(index = "2..*", paramLabel = "JSON", description = "the arguments of the method")
    private List<String> arguments = new ArrayList<>();

    CallCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (method.equals("-") && !arguments.isEmpty()) {
            throw options.wrong("With - as METHOD, the arguments stand in the lines of standard input.");
        }
        ArrayNode json = json();
        try (Slave slave = options.connect(streams)) {
            MasterCalls calls = new MasterCalls(slave.link(), options.callPatience());
            if (method.equals("-")) {
                new CallStream(calls::call, streams.in(), streams.out()).run();
            } else {
                JsonNode result = calls.call(method, json);
                if (result != null) {
                    streams.out().println(PlainText.json(JsonText.write(result)));
                }
            }
            streams.out().flush();
            return SlaveMain.DONE;
        }
    }

    private ArrayNode json() {
        ArrayNode list = JsonText.nodes().arrayNode();
        for (String argument : arguments) {
            try {
                list.add(JsonText.read(argument));
            } catch (StorageException.BadRequest noJson) {
                throw options.wrong(sentence(argument, noJson));
            }
        }
        return list;
    }

    private static String sentence(String argument, StorageException.BadRequest noJson) {
        if (argument.matches("[\\w./:@ -]{1,60}")) {
            return "%s is not JSON; a text stands in double quotes, in a shell within single ones: '\"%s\"'."
                    .formatted(argument, argument);
        }
        String start = argument.length() > 60 ? argument.substring(0, 60) + "..." : argument;
        return "The argument %s cannot be read. %s".formatted(start, noJson.getMessage());
    }
}
