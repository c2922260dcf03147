package org.skerry.jio.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * How the programs of a user ask the one that holds a data folder: a Unix domain socket in it, for that user only. In a folder
 * with a long name, or on a disk that knows no sockets (a FAT stick), a file says where the socket is instead.
 *
 * <p>One question, a line, gets one answer, any bytes; then the connection is closed.
 */
public final class FolderSocket implements AutoCloseable {

    private static final Logger LOG = System.getLogger(FolderSocket.class.getName());

    /** A question is one word and a few small values. */
    private static final int MAX_QUESTION_BYTES = 4 * 1024;

    /** Connections served at a time; a person asks one. */
    private static final int MAX_CONNECTIONS = 16;

    /** How long a client may take to ask, and how long to read its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long it may take to read a piece of a long one: a slow stick may have to write first what it was given before. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);

    private final ServerSocketChannel server;
    private final List<Path> made;
    private final String name;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);

    /** @param made what to remove in the end, in this order */
    private FolderSocket(ServerSocketChannel server, List<Path> made, String name) {
        this.server = server;
        this.made = made;
        this.name = name;
    }

    /**
     * Makes the socket; who asks from now on waits until questions are served.
     *
     * @param folder a data folder, which only one running program has
     * @param name of the socket in it
     * @throws IOException if there can be none, for instance in a folder that is read-only
     */
    public static FolderSocket open(Path folder, String name) throws IOException {
        return open(new SocketPlace(folder, name), System.getenv(), FolderSocket::bound);
    }

    static FolderSocket open(SocketPlace place, Map<String, String> environment, Binder binder) throws IOException {
        Files.deleteIfExists(place.direct()); // what a killed program has left
        Files.deleteIfExists(place.redirect());
        if (!place.fits(place.direct())) {
            return openElsewhere(place, environment, binder);
        }
        try {
            return new FolderSocket(binder.bound(place.direct()), List.of(place.direct()), place.name());
        } catch (IOException noSocketsHere) {
            LOG.log(Level.DEBUG, "no socket in the data folder", noSocketsHere);
            return openElsewhere(place, environment, binder);
        }
    }

    private static FolderSocket openElsewhere(SocketPlace place, Map<String, String> environment, Binder binder)
            throws IOException {
        for (Path socket : place.elsewhere(environment)) {
            try {
                Files.deleteIfExists(socket);
                return redirected(place, binder, List.of(socket, place.redirect()));
            } catch (IOException notThereEither) {
                LOG.log(Level.DEBUG, "no socket in the folder of this session", notThereEither);
            }
        }
        Path temporary = Files.createTempDirectory("skerry");
        return redirected(place, binder, List.of(temporary.resolve(place.name()), place.redirect(), temporary));
    }

    /** @param made the socket, the file that tells of it, then what else there is to remove */
    private static FolderSocket redirected(SocketPlace place, Binder binder, List<Path> made) throws IOException {
        try {
            FolderSocket socket = new FolderSocket(binder.bound(made.getFirst()), made, place.name());
            try {
                Files.writeString(place.redirect(), made.getFirst().toString());
                return socket;
            } catch (IOException untold) {
                socket.server.close();
                throw untold;
            }
        } catch (IOException refused) {
            remove(made);
            throw refused;
        }
    }

    static ServerSocketChannel bound(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            return server;
        } catch (IOException | RuntimeException refused) {
            server.close();
            throw refused;
        }
    }

    /** An answer that is made while it is read. */
    @FunctionalInterface
    public interface LongAnswer {
        /** @throws IOException if who asked went away, or stands still for ten minutes */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Answers from now on, until this is closed; once.
     *
     * @param answers what to answer to which question, which is empty if it was not wholly said; called on virtual threads
     */
    public void serve(Function<String, byte[]> answers) {
        serve(question -> Optional.empty(), answers);
    }

    /**
     * The same where some answers are long.
     *
     * @param longAnswers those; empty for all other questions
     */
    public void serve(Function<String, Optional<LongAnswer>> longAnswers, Function<String, byte[]> answers) {
        Thread.ofVirtual().name(name).start(() -> accept(longAnswers, answers));
    }

    /**
     * Asks the program that holds a data folder. Blocks until it has answered; an interrupt ends that.
     *
     * @param question without a line feed
     * @param maxAnswerBytes how much of the answer is read
     * @throws IOException if nobody is there to answer
     */
    public static byte[] ask(Path folder, String name, String question, int maxAnswerBytes) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(new SocketPlace(folder, name).current()))) {
            write(channel, (question + "\n").getBytes(StandardCharsets.UTF_8));
            return Channels.newInputStream(channel).readNBytes(maxAnswerBytes);
        }
    }

    /**
     * Asks for a long answer.
     *
     * @return to be closed; closed early, it stops who answers
     * @throws IOException if nobody is there to answer
     */
    public static InputStream askLong(Path folder, String name, String question) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(new SocketPlace(folder, name).current()));
        try {
            write(channel, (question + "\n").getBytes(StandardCharsets.UTF_8));
            return Channels.newInputStream(channel);
        } catch (IOException gone) {
            channel.close();
            throw gone;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "socket not closed", gone);
        }
        remove(made);
    }

    private static void remove(List<Path> made) {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException gone) {
                LOG.log(Level.DEBUG, "socket not removed", gone);
            }
        }
    }

    private void accept(Function<String, Optional<LongAnswer>> longAnswers, Function<String, byte[]> answers) {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                places.acquireUninterruptibly();
                Thread.ofVirtual().name(name + "-answer").start(() -> answer(channel, longAnswers, answers));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failed) {
                LOG.log(Level.WARNING, "socket {0} failed: {1}", name, failed.getMessage());
            }
        }
    }

    private void answer(
            SocketChannel channel,
            Function<String, Optional<LongAnswer>> longAnswers,
            Function<String, byte[]> answers) {
        try (channel) {
            Thread asking = closeLater(channel, PATIENCE);
            String question = question(channel);
            asking.interrupt();
            Optional<LongAnswer> longAnswer = longAnswers.apply(question);
            if (longAnswer.isPresent()) {
                longAnswer.get().writeTo(new Patient(channel));
            } else {
                byte[] answer = answers.apply(question);
                Thread reading = closeLater(channel, PATIENCE);
                write(channel, answer);
                reading.interrupt();
            }
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "who asked went away", gone);
        } finally {
            places.release();
        }
    }

    /** Frees the place of a client that stands still; a channel has no timeout of its own. Ends when interrupted. */
    private Thread closeLater(SocketChannel channel, Duration patience) {
        return Thread.ofVirtual().name(name + "-timeout").start(() -> {
            try {
                Thread.sleep(patience);
                channel.close();
            } catch (InterruptedException inTime) {
                // the client did what it had to do
            } catch (IOException gone) {
                LOG.log(Level.DEBUG, "who asked could not be sent away", gone);
            }
        });
    }

    /** Gives each piece its time. */
    private final class Patient extends OutputStream {
        private final SocketChannel channel;

        Patient(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Thread reading = closeLater(channel, LONG_PATIENCE);
            try {
                ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } finally {
                reading.interrupt();
            }
        }
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

    private static void write(SocketChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Makes a socket for its user only; tests have disks that cannot. */
    interface Binder {
        ServerSocketChannel bound(Path path) throws IOException;
    }
}
