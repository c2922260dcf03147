package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.Caller;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.query.RecordView;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.message.MessageCodec;
import org.skerry.protocol.message.Reading;

/** The section about history in {@code docs/protocol.md} is one conversation with an empty storage. */
@Timeout(60)
class HistoryExamplesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```json message=\\S+\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("\"time\":\"[0-9TZ:.-]+\"");
    private static final Caller ANA = new Caller(RecordView.WHOLE, "Ana", "front desk", "ABC");

    @TempDir
    private Path folder;

    private static List<String> examples() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "protocol.md"));
        int start = page.indexOf("### `history`");
        String section = page.substring(start, page.indexOf("\n### ", start));
        List<String> examples = new ArrayList<>();
        EXAMPLE.matcher(section).results().forEach(found -> examples.add(found.group(1)));
        return examples;
    }

    @Test
    void theConversationGoesAsWritten() throws IOException {
        List<String> lines = examples();
        assertTrue(lines.size() >= 20 && lines.size() % 2 == 0, "lines " + lines.size());
        try (Storage storage = new ByAna(LocalStorage.open(folder))) {
            StorageService service = new StorageService(storage, request -> {});
            for (int i = 0; i < lines.size(); i += 2) {
                Message.JioQuery query = (Message.JioQuery) ((Reading.Understood) MessageCodec.readMessage(
                                lines.get(i).getBytes(StandardCharsets.UTF_8), EnumSet.allOf(Feature.class)))
                        .message();

                assertEquals(withoutTimes(lines.get(i + 1)), withoutTimes(answer(service, query)));
            }
        }
    }

    private static String answer(StorageService service, Message.JioQuery query) {
        try {
            return MessageCodec.write(new Message.JioResponse(query.id(), service.handle(query)));
        } catch (StorageException refused) {
            return MessageCodec.write(Message.JioError.of(query.id(), refused));
        }
    }

    private static String withoutTimes(String line) {
        return TIME.matcher(line).replaceAll("\"time\":\"then\"");
    }

    private static final class ByAna extends ForwardingStorage {

        ByAna(Storage storage) {
            super(storage);
        }

        @Override
        public void apply(Write write, WriteKey key) {
            apply(write, key, ANA);
        }
    }
}
