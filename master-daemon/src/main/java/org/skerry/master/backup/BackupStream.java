package org.skerry.master.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.Stopping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a master hands a file to a command while it makes it: pieces, each a letter, a length in four bytes, and bytes. {@code D}
 * is a piece of the file, {@code P} how far it is, {@code E} why there is no more, {@code Z} the end, with what is to be known
 * of the file.
 */
public final class BackupStream {

    private static final int MAX_PIECE_BYTES = 1024 * 1024;

    private BackupStream() {}

    /** Makes a file. */
    interface Work {
        ObjectNode write(OutputStream file, Stopping stopping) throws IOException;
    }

    /** Makes a file for whoever reads the other end; stops when he goes away. */
    static void send(OutputStream out, Work work) throws IOException {
        Pieces pieces = new Pieces(new DataOutputStream(new BufferedOutputStream(out)));
        try {
            ObjectNode end = work.write(pieces, pieces::progress);
            pieces.piece('Z', JsonText.writeUtf8(end));
        } catch (StorageException failed) {
            pieces.piece(
                    'E',
                    JsonText.writeUtf8(JsonText.object()
                            .put("message", String.valueOf(failed.getMessage()))
                            .put("status_code", failed.statusCode())));
        }
    }

    /**
     * Takes the file.
     *
     * @return what is to be known of it
     * @throws StorageException why it is not there as a whole
     */
    public static JsonNode receive(InputStream in, OutputStream file, Stopping progress) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        try {
            while (true) {
                int kind = data.readByte();
                if (kind == '{') {
                    throw unknown(data);
                }
                int length = data.readInt();
                if (length < 0 || length > MAX_PIECE_BYTES) {
                    throw new IOException("the master says something that this program does not understand");
                }
                byte[] bytes = data.readNBytes(length);
                if (bytes.length < length) {
                    throw new EOFException();
                }
                switch (kind) {
                    case 'D' -> file.write(bytes);
                    case 'P' -> {
                        JsonNode how = JsonText.read(bytes);
                        progress.check(
                                how.path("what").asString(""),
                                how.path("done").asLong(0),
                                how.path("all").asLong(0));
                    }
                    case 'E' -> {
                        JsonNode why = JsonText.read(bytes);
                        throw StorageException.of(
                                why.path("status_code").asInt(500),
                                why.path("message").asString(""));
                    }
                    case 'Z' -> {
                        return JsonText.read(bytes);
                    }
                    default -> throw new IOException("the master says something that this program does not understand");
                }
            }
        } catch (EOFException ended) {
            throw new StorageException.Unreachable("The master ended before it was done; nothing was kept.", ended);
        }
    }

    /** What a master says that makes no backups: JSON, as to any other question. */
    private static StorageException unknown(DataInputStream data) throws IOException {
        byte[] rest = data.readNBytes(MAX_PIECE_BYTES);
        JsonNode answer = JsonText.read("{" + new String(rest, StandardCharsets.UTF_8));
        return StorageException.of(
                answer.path("status_code").asInt(500), answer.path("error").asString("The master makes no backups."));
    }

    private static final class Pieces extends OutputStream {
        private static final long BETWEEN_NANOS = 200_000_000;

        private final DataOutputStream out;
        private long nextProgress = System.nanoTime();

        Pieces(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; done += MAX_PIECE_BYTES) {
                piece('D', bytes, from + done, Math.min(MAX_PIECE_BYTES, length - done));
            }
        }

        /** Called by the thread that copies, and by the one that looks after it. */
        synchronized void progress(String what, long done, long all) {
            if (System.nanoTime() - nextProgress < 0) {
                return;
            }
            nextProgress = System.nanoTime() + BETWEEN_NANOS;
            try {
                piece(
                        'P',
                        JsonText.writeUtf8(JsonText.object()
                                .put("what", what)
                                .put("done", done)
                                .put("all", all)));
            } catch (IOException gone) {
                throw new StorageException.Unreachable("The backup was stopped.", new UncheckedIOException(gone));
            }
        }

        void piece(char kind, byte[] bytes) throws IOException {
            piece(kind, bytes, 0, bytes.length);
        }

        private synchronized void piece(char kind, byte[] bytes, int from, int length) throws IOException {
            out.writeByte(kind);
            out.writeInt(length);
            out.write(bytes, from, length);
            out.flush();
        }
    }
}
