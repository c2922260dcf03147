package org.skerry.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.Signature;

/** Keeps the specification true. */
class ProtocolPageTest {

    private static final Path PAGE = Path.of("..", "docs", "protocol.md");
    private static final Pattern EXAMPLE = Pattern.compile("```json message=(\\S+)\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void everyExampleIsReadAndWrittenAsItStands() throws IOException {
        for (Map.Entry<String, String> example : examples().entrySet()) {
            Message message = read(example.getKey(), example.getValue());
            assertEquals(example.getValue(), MessageCodec.write(message), example.getKey());
        }
    }

    @Test
    void everyKindOfMessageHasAnExample() throws IOException {
        Set<Class<?>> shown = new HashSet<>();
        for (Map.Entry<String, String> example : examples().entrySet()) {
            shown.add(read(example.getKey(), example.getValue()).getClass());
        }
        assertEquals(Set.of(Message.class.getPermittedSubclasses()), shown);
    }

    @Test
    void everyFeatureHasAParagraph() throws IOException {
        String page = Files.readString(PAGE);
        for (Feature feature : Feature.values()) {
            assertTrue(page.contains("\n### `" + feature.word() + "`\n"), feature.word());
        }
    }

    @Test
    void theExampleOfASignatureIsOne() throws IOException {
        String signature = Signature.of(JsonText.read("{\"last\":\"Curie\"}"));
        assertTrue(examples().get("jio-query-signed").contains("{\"signature\":\"" + signature + "\"}"));
        assertEquals(
                "{\"a\":1.1,\"b\":1E+2,\"c\":0}",
                JsonText.canonical(JsonText.read("{\"c\":-0.0,\"b\":100,\"a\":1.10}")));
    }

    private static Message read(String name, String text) {
        Reading reading = MessageCodec.readMessage(text.getBytes(StandardCharsets.UTF_8), EnumSet.allOf(Feature.class));
        return assertInstanceOf(Reading.Understood.class, reading, name).message();
    }

    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .forEach(found -> assertEquals(null, examples.put(found.group(1), found.group(2)), found.group(1)));
        return examples;
    }
}
