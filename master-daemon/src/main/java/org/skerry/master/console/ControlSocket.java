package org.skerry.master.console;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.FolderSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How other commands on this machine ask a running master: a {@link FolderSocket} in its data folder.
 *
 * <p>A question is a word, perhaps with a JSON object behind it; its answer is a JSON value.
 */
public final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ControlSocket.class.getName());

    private static final String NAME = "control";
    private static final String FAILURE = "error";
    private static final String STATUS = "status_code";

    /** Largest answer a client reads, in bytes: thousands of peers. */
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final FolderSocket socket;
    private final Map<String, Function<JsonNode, JsonNode>> answers;
    private final Map<String, Function<JsonNode, FolderSocket.LongAnswer>> longAnswers;

    private ControlSocket(
            FolderSocket socket,
            Map<String, Function<JsonNode, JsonNode>> answers,
            Map<String, Function<JsonNode, FolderSocket.LongAnswer>> longAnswers) {
        this.socket = socket;
        this.answers = answers;
        this.longAnswers = longAnswers;
    }

    /**
     * Starts answering.
     *
     * @param data the data folder, which only one running master has
     * @param answers what to answer to which word; called on virtual threads
     */
    public static ControlSocket start(Path data, Map<String, Function<JsonNode, JsonNode>> answers) {
        return start(data, answers, Map.of());
    }

    /**
     * The same.
     *
     * @param longAnswers those that are no JSON, but made while they are read
     */
    public static ControlSocket start(
            Path data,
            Map<String, Function<JsonNode, JsonNode>> answers,
            Map<String, Function<JsonNode, FolderSocket.LongAnswer>> longAnswers) {
        try {
            ControlSocket control =
                    new ControlSocket(FolderSocket.open(data, NAME), Map.copyOf(answers), Map.copyOf(longAnswers));
            control.socket.serve(control::longAnswer, question -> JsonText.writeUtf8(control.answer(question)));
            return control;
        } catch (IOException failed) {
            throw new StorageException.Failed(
                    "The control socket in %s cannot be made: %s".formatted(data, failed.getMessage()), failed);
        }
    }

    /**
     * Asks the master that runs on a data folder.
     *
     * @param wish what is to be known for the answer; may be empty
     * @throws StorageException.Unreachable with one plain sentence if none does
     * @throws StorageException with the master's sentence if it cannot do that
     */
    public static JsonNode ask(Path data, String word, ObjectNode wish) {
        JsonNode answer = answer(data, wish.isEmpty() ? word : word + " " + JsonText.write(wish));
        if (answer.has(FAILURE)) {
            throw StorageException.of(
                    answer.path(STATUS).asInt(500), answer.path(FAILURE).asString());
        }
        return answer;
    }

    /** The same where the word says all. */
    public static JsonNode ask(Path data, String word) {
        return ask(data, word, JsonText.object());
    }

    /**
     * Asks for an answer that is no JSON.
     *
     * @return to be closed
     * @throws StorageException.Unreachable with one plain sentence if no master runs on the folder
     */
    public static InputStream askLong(Path data, String word, ObjectNode wish) {
        try {
            return FolderSocket.askLong(data, NAME, word + " " + JsonText.write(wish));
        } catch (IOException none) {
            throw new StorageException.Unreachable(sentence(data, none), none);
        }
    }

    private Optional<FolderSocket.LongAnswer> longAnswer(String question) {
        int end = question.indexOf(' ');
        return end < 0
                ? Optional.empty()
                : Optional.ofNullable(longAnswers.get(question.substring(0, end)))
                        .map(answer -> answer.apply(JsonText.read(question.substring(end))));
    }

    private static JsonNode answer(Path data, String question) {
        try {
            return JsonText.read(FolderSocket.ask(data, NAME, question, MAX_ANSWER_BYTES));
        } catch (IOException none) {
            throw new StorageException.Unreachable(sentence(data, none), none);
        }
    }

    private static String sentence(Path data, IOException cause) {
        if (Files.notExists(data)) {
            return "There is no folder %s, so no master is running on it; give the --data of the master."
                    .formatted(data);
        }
        if (String.valueOf(cause.getMessage()).contains("Permission denied")) {
            return "The folder %s belongs to another user; type the same as that one, or with sudo before it (sudo skerry status)."
                    .formatted(data);
        }
        return "No master is running on %s; skerry master starts one, sudo systemctl start skerry-master that of an installation."
                .formatted(data);
    }

    @Override
    public void close() {
        socket.close();
    }

    private JsonNode answer(String question) {
        int end = question.indexOf(' ');
        String word = end < 0 ? question : question.substring(0, end);
        Function<JsonNode, JsonNode> answer = answers.get(word);
        try {
            if (answer == null) {
                throw new StorageException.NotOffered("This master does not know \"" + word + "\".");
            }
            return answer.apply(end < 0 ? JsonText.object() : JsonText.read(question.substring(end)));
        } catch (StorageException failed) {
            LOG.log(Level.DEBUG, "control question failed: {0}", failed.getMessage());
            return JsonText.object()
                    .put(FAILURE, String.valueOf(failed.getMessage()))
                    .put(STATUS, failed.statusCode());
        }
    }
}
