package org.skerry.jio.local;

import java.nio.file.Path;
import java.util.Random;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ObjectNode;

/** A program of its own that writes, removes and asks until it is killed, and builds the index again now and then. */
final class IndexWriterProgram {

    private static final int IDS = 3_000;
    private static final int WRITERS = 4;

    private IndexWriterProgram() {}

    private static ObjectNode body(Random random, long i) {
        return JsonText.object()
                .put("i", i)
                .put("kind", "k" + random.nextInt(7))
                .put("text", "Wei 测试 " + random.nextInt(1_000) + (random.nextInt(20) == 0 ? "x".repeat(3_000) : ""));
    }

    /** @param args the data folder and a seed */
    public static void main(String[] args) {
        LocalStorage storage = LocalStorage.open(Path.of(args[0]));
        long seed = Long.parseLong(args[1]);
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(seed + writer);
            int number = writer;
            Thread.ofPlatform().start(() -> {
                for (long i = 0; ; i++) {
                    RecordId id = new RecordId("r" + random.nextInt(IDS));
                    if (random.nextInt(8) == 0) {
                        storage.apply(new Write.Remove(id, Expected.ANY), WriteKey.NONE);
                    } else {
                        storage.apply(new Write.Put(id, body(random, i), Expected.ANY), WriteKey.NONE);
                    }
                    if (number == 0 && random.nextInt(4_000) == 0) {
                        storage.reindex();
                    }
                    if (i == 0) {
                        System.out.println("writing");
                    }
                }
            });
        }
    }
}
