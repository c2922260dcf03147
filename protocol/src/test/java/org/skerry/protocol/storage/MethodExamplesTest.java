package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;

/** The section "Methods" of {@code docs/protocol.md} is one conversation, held here line by line. */
@Timeout(60)
class MethodExamplesTest {

    @Test
    void theConversationGoesAsWritten() throws Exception {
        List<String> lines = examples();
        assertTrue(lines.size() >= 20 && lines.size() % 2 == 0, "lines " + lines.size());
        Map<String, String> mintedIds = new HashMap<>();
        try (MemoryMaster master = new MemoryMaster()) {
            PageOf2016 page = new PageOf2016(master.connect());
            for (int i = 0; i < lines.size(); i += 2) {
                JsonNode query = JsonText.read(lines.get(i));
                JsonNode written = JsonText.read(lines.get(i + 1));

                JsonNode answer = JsonText.read(page.ask(replaced(lines.get(i), mintedIds)));
                if (query.get("method_name").stringValue().equals("post")) {
                    // The one thing that is different each time.
                    mintedIds.put(
                            written.get("result").stringValue(),
                            answer.get("result").stringValue());
                }

                assertEquals(replaced(JsonText.write(written), mintedIds), JsonText.write(answer));
            }
        }
    }

    private static String replaced(String line, Map<String, String> ids) {
        String replaced = line;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            replaced = replaced.replace(id.getKey(), id.getValue());
        }
        return replaced;
    }

    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        boolean isInSection = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "protocol.md"))) {
            if (line.startsWith("## ")) {
                isInSection = line.equals("## Methods");
            } else if (isInSection && line.startsWith("{\"id\"")) {
                examples.add(line);
            }
        }
        return examples;
    }
}
