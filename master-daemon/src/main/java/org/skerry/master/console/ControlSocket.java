package org.skerry.master.console;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How other commands on this machine ask a running master: a Unix domain socket in its data folder, for its
 * user only.
 *
 * <p>One question, a word, perhaps a JSON object, and a line feed, gets one answer, a JSON value; then the connection is closed.
 */
public final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ControlSocket.class.getName());

    /** Longest path of a Unix domain socket, in bytes: 108 on Linux, 104 on macOS, less a terminating zero. */
    private static final int MAX_PATH_BYTES = 103;

    /** A question is one word and a few small values. */
    private static final int MAX_QUESTION_BYTES = 4 * 1024;

    private static final String FAILURE = "error";
    private static final String STATUS = "status_code";

    /** Largest answer a client reads, in bytes: thousands of peers. */
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    /** Connections served at a time; a person asks one. */
    private static final int MAX_CONNECTIONS = 16;

    /** How long a client may take to ask, and how long to read its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ServerSocketChannel server;
    private final Path path;
    private final Map<String, Function<JsonNode, JsonNode>> answers;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);

    private ControlSocket(ServerSocketChannel server, Path path, Map<String, Function<JsonNode, JsonNode>> answers) {
        this.server = server;
        this.path = path;
        this.answers = answers;
    }

    /**
     * Starts answering.
     *
     * @param data the data folder, which only one running master has
     * @param answers what to answer to which word; called on virtual threads
     */
    public static ControlSocket start(Path data, Map<String, Function<JsonNode, JsonNode>> answers) {
        try {
            Path path = freePath(data);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            if (Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            ControlSocket socket = new ControlSocket(server, path, Map.copyOf(answers));
            Thread.ofVirtual().name("control").start(socket::accept);
            return socket;
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

    private static JsonNode answer(Path data, String question) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path(data)))) {
            channel.write(ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.UTF_8)));
            byte[] answer = Channels.newInputStream(channel).readNBytes(MAX_ANSWER_BYTES);
            return JsonText.read(answer);
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
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "control socket not removed", gone);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                places.acquireUninterruptibly();
                Thread.ofVirtual().name("control-answer").start(() -> answer(channel));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failed) {
                LOG.log(Level.WARNING, "control socket failed: {0}", failed.getMessage());
            }
        }
    }

    private void answer(SocketChannel channel) {
        try (channel) {
            Thread asking = closeLater(channel);
            String question = question(channel);
            asking.interrupt();
            JsonNode json = answer(question);
            ByteBuffer bytes = ByteBuffer.wrap(JsonText.writeUtf8(json));
            Thread reading = closeLater(channel);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            reading.interrupt();
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "a control client went away", gone);
        } finally {
            places.release();
        }
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

    /** Frees the place of a client that stands still; a channel has no timeout of its own. Ends when interrupted. */
    private static Thread closeLater(SocketChannel channel) {
        return Thread.ofVirtual().name("control-timeout").start(() -> {
            try {
                Thread.sleep(PATIENCE);
                channel.close();
            } catch (InterruptedException inTime) {
                // the client did what it had to do
            } catch (IOException gone) {
                LOG.log(Level.DEBUG, "a control client could not be closed", gone);
            }
        });
    }

    private static String question(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_QUESTION_BYTES);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            if (text.endsWith("\n")) {
                return text.strip();
            }
        }
        return "";
    }

    /** Where the socket is: in the data folder, or, if that has a long name, where a file there says. */
    private static Path path(Path data) throws IOException {
        Path redirect = redirect(data);
        return Files.exists(redirect) ? Path.of(Files.readString(redirect)) : direct(data);
    }

    private static Path freePath(Path data) throws IOException {
        Files.deleteIfExists(path(data)); // what a killed master has left
        Files.deleteIfExists(redirect(data));
        if (direct(data).toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES) {
            return direct(data);
        }
        Path elsewhere = Files.createTempDirectory("skerry").resolve("control");
        Files.writeString(redirect(data), elsewhere.toString());
        return elsewhere;
    }

    private static Path direct(Path data) {
        return data.toAbsolutePath().resolve("control");
    }

    private static Path redirect(Path data) {
        return data.resolve("control.path");
    }
}
