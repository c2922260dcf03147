package org.skerry.jio.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.skerry.jio.Attachment;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;

/** A program of its own that writes until it is killed, and prints what was acknowledged. */
final class CrashWriter {

    static final int WRITERS = 8;

    private CrashWriter() {}

    static WriteKey key(int writer, int i) {
        return new WriteKey.Numbered("writer-" + writer, i + 1);
    }

    /** The ith write of a writer: each one is a change of its own, so that one applied twice is seen in the feed. */
    static Write write(int writer, int i) {
        RecordId id = new RecordId(writer + "-" + i / 10 * 10);
        return i % 10 == 5
                ? new Write.PutAttachment(
                        id, "n", new Attachment("", (writer + " " + i).getBytes(StandardCharsets.UTF_8)))
                : new Write.Put(id, JsonText.object().put("i", i), Expected.ANY);
    }

    /** @param args the data folder, and the number of the first write */
    public static void main(String[] args) {
        int first = Integer.parseInt(args[1]);
        LocalStorage storage = LocalStorage.open(Path.of(args[0]));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int n = writer;
                threads.submit(() -> {
                    for (int i = first; ; i++) {
                        storage.apply(write(n, i), key(n, i));
                        synchronized (System.out) {
                            System.out.println(n + " " + i + " ."); // the point tells a whole line from a cut one
                            System.out.flush();
                        }
                    }
                });
            }
        }
    }
}
