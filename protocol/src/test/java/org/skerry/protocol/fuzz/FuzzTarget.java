package org.skerry.protocol.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryEvaluator;
import org.skerry.jio.query.QueryParser;
import org.skerry.protocol.session.FrameTarget;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.SignalCodec;
import org.skerry.protocol.webrtc.Descriptions;
import tools.jackson.databind.node.ObjectNode;

/** What reads bytes of strangers. Each may refuse them in its own way, and do nothing else. */
enum FuzzTarget {

    /** Frames on the WebSocket, read by either side; what was understood is written and understood again. */
    SIGNALS {
        @Override
        void run(byte[] input) {
            String frame = new String(input, StandardCharsets.UTF_8);
            for (SignalCodec.Side side : SignalCodec.Side.values()) {
                try {
                    String written = SignalCodec.write(SignalCodec.read(frame, side), side);
                    require(written.equals(SignalCodec.write(SignalCodec.read(written, side), side)), written);
                } catch (SignalCodec.Malformed refused) {
                    require(!refused.getMessage().isEmpty(), frame);
                }
            }
        }
    },

    /** Frames on the data channel, with all that a client can ask for in them. */
    FRAMES {
        @Override
        void run(byte[] input) {
            FrameTarget.run(input);
        }
    },

    /** Session descriptions. */
    DESCRIPTIONS {
        @Override
        void run(byte[] input) {
            String sdp = new String(input, StandardCharsets.UTF_8);
            for (Description.Kind kind : Description.Kind.values()) {
                try {
                    Description description = new Description(kind, sdp);
                    require(Descriptions.fingerprint(description).hex().length() == 64, sdp);
                    int size = Descriptions.maxMessageSize(description);
                    require(size >= 700 && size <= 262_144, sdp);
                } catch (IllegalArgumentException refused) {
                    require(refused.getMessage() != null, sdp);
                }
            }
        }
    },

    /** Queries as text and as JSON, asked of some records; what was understood is written and means the same. */
    QUERIES {
        @Override
        void run(byte[] input) {
            String text = new String(input, StandardCharsets.UTF_8);
            try {
                ask(QueryParser.parse(text));
            } catch (StorageException refused) {
                require(refused.getMessage() != null, text);
            }
            try {
                AllDocs request = AllDocsJson.read(JsonText.read(input));
                EVALUATOR.evaluate(request, RECORDS);
            } catch (StorageException refused) {
                require(refused.getMessage() != null, text);
            }
        }
    };

    private static final QueryEvaluator EVALUATOR = new QueryEvaluator(KeySchema.NONE);

    private static final List<StoredRecord> RECORDS = List.of(
            record("a", "{\"name\":\"Ana\",\"n\":1,\"list\":[\"x\",2,null],\"deep\":{\"a\":[]}}"),
            record("b", "{\"name\":\"李薇\",\"n\":\"10\",\"empty\":\"\",\"no\":false}"),
            record("c", "{}"));

    private static StoredRecord record(String id, String body) {
        return new StoredRecord(new RecordId(id), (ObjectNode) JsonText.read(body));
    }

    /** As a slave sends it, it means the same. */
    private static void ask(Query query) {
        ObjectNode sent = AllDocsJson.write(new AllDocs(query, List.of(), Limit.NONE, List.of(), false));
        Query again = AllDocsJson.read(sent).query();
        for (StoredRecord record : RECORDS) {
            require(EVALUATOR.matches(query, record) == EVALUATOR.matches(again, record), sent.toString());
        }
    }

    /** @throws RuntimeException or {@link Error} only where the code is wrong */
    abstract void run(byte[] input);

    /** The kept inputs, from the folder of the module or from that of the project. */
    List<byte[]> corpus() throws IOException {
        Path folder = Path.of("src", "test", "fuzz", name().toLowerCase(Locale.ROOT));
        List<byte[]> corpus = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Files.exists(folder) ? folder : Path.of("protocol").resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        return corpus;
    }

    void runCorpus() throws IOException {
        corpus().forEach(this::run);
    }

    static void require(boolean holds, String about) {
        if (!holds) {
            throw new AssertionError(about);
        }
    }
}
