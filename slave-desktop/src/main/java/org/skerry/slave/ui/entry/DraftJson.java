package org.skerry.slave.ui.entry;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Drafts as JSON. One that makes no sense is left out and costs no other. */
final class DraftJson {

    /** @param isWhole whether all of them made sense */
    record Contents(List<Draft> drafts, boolean isWhole) {

        static final Contents NONE = new Contents(List.of(), true);

        Contents {
            drafts = List.copyOf(drafts);
        }
    }

    private DraftJson() {}

    static ObjectNode write(List<Draft> drafts) {
        ObjectNode json = JsonText.object();
        ArrayNode list = json.putArray("drafts");
        drafts.forEach(draft -> list.add(write(draft)));
        return json;
    }

    /** @throws StorageException.BadRequest if it is something else */
    static Contents read(JsonNode json) {
        if (!json.path("drafts").isArray()) {
            throw new StorageException.BadRequest("There is no list of drafts.");
        }
        List<Draft> drafts = new ArrayList<>();
        for (JsonNode draft : json.path("drafts")) {
            try {
                if (draft.path("body") instanceof ObjectNode body) {
                    drafts.add(draft(draft, body));
                }
            } catch (StorageException.BadRequest | DateTimeParseException noDraft) {
                // one less to offer
            }
        }
        return new Contents(drafts, drafts.size() == json.path("drafts").size());
    }

    private static ObjectNode write(Draft draft) {
        ObjectNode json = JsonText.object()
                .put("key", draft.key().text())
                .put("master", draft.master())
                .put("id", draft.id().text())
                .put("at", draft.at().toString());
        draft.base().ifPresent(base -> json.set("base", base));
        json.set("body", draft.body());
        ObjectNode typed = json.putObject("typed");
        draft.typed().forEach(typed::put);
        draft.json().ifPresent(text -> json.put("json", text));
        switch (draft.standing()) {
            case Standing.Typed() -> {}
            case Standing.Waiting(var attempts) -> attempts.forEach(json.putArray("waiting")::add);
            case Standing.Refused(Sentence why) -> {
                ObjectNode refused = json.putObject("refused").put("key", why.key());
                ArrayNode arguments = refused.putArray("arguments");
                why.arguments().forEach(argument -> arguments.add(argument.toString()));
            }
        }
        return json;
    }

    private static Standing standing(JsonNode json) {
        if (json.path("waiting") instanceof ArrayNode attempts) {
            return new Standing.Waiting(
                    attempts.valueStream().map(text -> text.asString("")).collect(Collectors.toSet()));
        }
        if (json.path("refused") instanceof ObjectNode refused) {
            return new Standing.Refused(Sentence.of(
                    refused.path("key").asString(""),
                    refused.path("arguments")
                            .valueStream()
                            .map(text -> text.asString(""))
                            .toArray()));
        }
        return Standing.TYPED;
    }

    private static Draft draft(JsonNode json, ObjectNode body) {
        Map<String, String> typed = new LinkedHashMap<>();
        json.path("typed")
                .properties()
                .forEach(field -> typed.put(field.getKey(), field.getValue().asString("")));
        return new Draft(
                json.has("key") ? new DraftKey(json.path("key").asString("")) : DraftKey.random(),
                json.path("master").asString(""),
                new RecordId(json.path("id").asString("")),
                json.path("base") instanceof ObjectNode base ? Optional.of(base) : Optional.empty(),
                body,
                typed,
                json.has("json") ? Optional.of(json.path("json").asString("")) : Optional.empty(),
                Instant.parse(json.path("at").asString("")),
                standing(json));
    }
}
