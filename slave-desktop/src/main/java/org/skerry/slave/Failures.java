package org.skerry.slave;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.slave.SlaveMain.Streams;
import org.skerry.slave.files.FileFailure;
import tools.jackson.databind.node.ObjectNode;

/** Tells the user why a command failed: one plain sentence on standard error, or with {@code --json} an object. */
final class Failures {

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    private static final int NO_STORAGE = 500; // what failed was no call

    private final Streams streams;
    private final boolean asJson;

    Failures(Streams streams, boolean asJson) {
        this.streams = streams;
        this.asJson = asJson;
    }

    static boolean wantsJson(String... arguments) {
        List<String> options = Arrays.asList(arguments);
        int end = options.indexOf("--");
        return options.subList(0, end < 0 ? options.size() : end).contains("--json");
    }

    /** @return the exit status */
    int tell(Exception failure) {
        switch (failure) {
            case StorageException refused -> tell(String.valueOf(refused.getMessage()), refused.statusCode());
            case FileFailure unusable -> tell(String.valueOf(unusable.getMessage()), NO_STORAGE);
            default -> {
                LOG.log(Level.ERROR, "A command failed for a reason that nobody foresaw", failure);
                tell("This failed for a reason that nobody foresaw: %s.".formatted(failure), NO_STORAGE);
            }
        }
        return SlaveMain.FAILED;
    }

    void tell(String sentence, int statusCode) {
        streams.err().println(asJson ? JsonText.write(error(sentence, statusCode)) : sentence);
        streams.err().flush();
    }

    /** An error as scripts read it. */
    static ObjectNode error(String message, int statusCode) {
        ObjectNode json = JsonText.object();
        json.putObject("error").put("message", message).put("status_code", statusCode);
        return json;
    }
}
