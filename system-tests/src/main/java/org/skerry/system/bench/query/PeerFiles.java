package org.skerry.system.bench.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocsJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A folder with what a peer needs: scripts, records, questions. */
final class PeerFiles {

    private static final List<String> SCRIPTS = List.of("harness.js", "engines.js", "node.js", "page.html");

    /** So many variants of a question: slow peers are asked a few times only. */
    private static final int VARIANTS = 30;

    private PeerFiles() {}

    static Path write(Path folder, Dataset dataset, List<Question> questions) throws IOException {
        Files.createDirectories(folder);
        for (String script : SCRIPTS) {
            try (InputStream ours = PeerFiles.class.getResourceAsStream("peers/" + script)) {
                if (ours == null) {
                    throw new IllegalStateException(script + " is not in the jar");
                }
                Files.copy(ours, folder.resolve(script));
            }
        }
        Files.writeString(folder.resolve("questions.json"), JsonText.write(json(questions)));
        try (BufferedWriter records = Files.newBufferedWriter(folder.resolve("records.jsonl"))) {
            dataset.forEach(one -> {
                ObjectNode line = JsonText.object().put("id", one.id().text());
                line.set("doc", one.body());
                try {
                    records.write(JsonText.write(line) + "\n");
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
            });
        }
        return folder;
    }

    static ArrayNode json(List<Question> questions) {
        ArrayNode all = JsonText.nodes().arrayNode();
        for (Question question : questions) {
            ArrayNode asks = all.addObject().put("name", question.name()).putArray("asks");
            question.asks().stream().limit(VARIANTS).forEach(ask -> asks.add(json(ask)));
        }
        return all;
    }

    private static ObjectNode json(Ask ask) {
        ObjectNode json = JsonText.object();
        switch (ask) {
            case Ask.Get(var id) -> json.put("get", id.text());
            case Ask.Find(var request) -> json.set("find", AllDocsJson.write(request));
            case Ask.FindNext(var _, var request) -> json.set("find", AllDocsJson.write(request));
        }
        Mango.of(ask).ifPresent(mango -> json.set("mango", mango.json()));
        return json;
    }
}
