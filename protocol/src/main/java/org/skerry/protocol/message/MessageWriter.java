package org.skerry.protocol.message;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.JsonText;
import org.skerry.jio.Sequence;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages to JSON text. The id goes in as the characters it came as, hence no JSON tree around it. */
final class MessageWriter {

    private MessageWriter() {}

    static String write(Message message) {
        return switch (message) {
            case Message.JioQuery query -> query(query);
            case Message.JioResponse response ->
                head(response.id(), "jio_response")
                        + (response.result() == null ? "" : ",\"result\":" + JsonText.write(response.result()))
                        + "}";
            case Message.JioError error -> {
                ObjectNode result = JsonText.object();
                result.put("message", error.message()).put("status_code", error.statusCode());
                if (error.column() > 0) {
                    result.put("column", error.column());
                }
                if (!error.problems().isEmpty()) {
                    result.set("problems", problems(error.problems()));
                }
                if (error.retryAfter().isPositive()) {
                    result.put("retry_after_ms", error.retryAfter().toMillis());
                }
                yield head(error.id(), "error") + ",\"result\":" + JsonText.write(result) + "}";
            }
            case Message.Notice notice -> JsonText.write(notice(notice));
            case Message.Changed changed -> JsonText.write(changed(changed));
            case Message.Live live -> JsonText.write(live(live));
            case Message.Hello hello -> JsonText.write(hello(hello));
            case Message.Ping() -> "{\"type\":\"ping\"}";
            case Message.Pong() -> "{\"type\":\"pong\"}";
            case Message.Cancel(CallId id) -> head(id, "cancel") + "}";
        };
    }

    private static String head(@Nullable CallId id, String type) {
        return (id == null ? "{" : "{\"id\":" + id.json() + ",") + "\"type\":\"" + type + "\"";
    }

    private static ArrayNode problems(List<FieldProblem> problems) {
        ArrayNode list = JsonText.nodes().arrayNode();
        for (FieldProblem problem : problems) {
            ObjectNode json = list.addObject().put("field", problem.field()).put("kind", problem.kind());
            if (!problem.expected().isEmpty()) {
                json.put("expected", problem.expected());
            }
        }
        return list;
    }

    private static String query(Message.JioQuery query) {
        var text = new StringBuilder(head(query.id(), "jio_query"));
        text.append(",\"method_name\":").append(JsonText.write(JsonText.nodes().stringNode(query.method())));
        text.append(",\"argument_list\":").append(JsonText.write(query.arguments()));
        switch (query.key()) {
            case WriteKey.None() -> {}
            case WriteKey.Numbered(String writer, long counter) -> {
                ArrayNode key = JsonText.nodes().arrayNode().add(writer).add(counter);
                text.append(",\"write_key\":").append(JsonText.write(key));
            }
        }
        switch (query.expected()) {
            case Expected.Any() -> {}
            case Expected.Absent() -> text.append(",\"expected\":\"absent\"");
            case Expected.Gone() -> text.append(",\"expected\":\"gone\"");
            case Expected.Signed(String signature, Optional<Sequence> last) -> {
                ObjectNode seen = JsonText.object().put("signature", signature);
                last.ifPresent(step -> seen.put("version", step.number()));
                text.append(",\"expected\":").append(JsonText.write(seen));
            }
        }
        switch (query.attachment()) {
            case ExpectedAttachment.Any() -> {}
            case ExpectedAttachment.Absent() -> text.append(",\"expected_attachment\":\"absent\"");
            case ExpectedAttachment.Content(String sha256) ->
                text.append(",\"expected_attachment\":")
                        .append(JsonText.write(JsonText.object().put("sha256", sha256)));
        }
        if (query.timeout() != null) {
            text.append(",\"timeout_ms\":").append(Math.max(1, query.timeout().toMillis()));
        }
        return text.append('}').toString();
    }

    private static ObjectNode notice(Message.Notice notice) {
        ObjectNode json = JsonText.object();
        json.put("type", "notice").put("event", notice.event()).put("message", notice.message());
        if (notice.retryAfter() != null) {
            json.put("retry_after_ms", notice.retryAfter().toMillis());
        }
        return json;
    }

    private static ObjectNode changed(Message.Changed changed) {
        ObjectNode json = JsonText.object();
        json.put("type", "notice").put("event", Message.Changed.EVENT);
        put(json, changed.feed());
        return json;
    }

    private static ObjectNode live(Message.Live live) {
        ObjectNode json = JsonText.object();
        json.put("type", "notice").put("event", Message.Live.EVENT).put("subscription", live.subscription());
        put(json, live.feed());
        if (live.reset()) {
            json.put("reset", true);
        }
        if (!live.rows().isEmpty()) {
            ArrayNode rows = json.putArray("rows");
            live.rows().forEach(row -> rows.add(row.json()));
        }
        return json;
    }

    private static void put(ObjectNode json, Message.Feed feed) {
        json.putObject("feed").put("id", feed.id()).put("sequence", feed.sequence());
    }

    private static ObjectNode hello(Message.Hello hello) {
        ObjectNode json = JsonText.object();
        json.put("type", "hello").put("version", hello.version());
        ArrayNode features = json.putArray("features");
        hello.features().forEach(features::add);
        if (hello.name() != null) {
            json.put("name", hello.name());
        }
        if (hello.feed() != null) {
            put(json, hello.feed());
        }
        if (hello.open()) {
            json.put("open", true);
        }
        if (hello.maxMessageBytes() != null) {
            json.putObject("limits").put("message_bytes", hello.maxMessageBytes());
        }
        return json;
    }
}
