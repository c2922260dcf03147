package org.skerry.system.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.jio.ByteRange;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.AnswerJson;
import org.skerry.jio.query.KeySchema;
import org.skerry.jio.query.QueryEvaluator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recognises the wanted deviations among the results of one API case, whose earlier steps may explain later ones. */
final class ApiDeviations {

    private static final Set<String> OURS = Set.of("query", "sort", "limit", "select", "include", "post", "repair");

    private final JioCalls calls;
    /** Attachments that jIO took although their record does not exist, and we did not. */
    private final Map<String, Set<String>> orphans = new HashMap<>();
    /** Ids under which jIO keeps what is no JSON object, and we do not. */
    private final Set<String> refused = new HashSet<>();

    ApiDeviations(JioCalls calls) {
        this.calls = calls;
    }

    /** A step that went as in jIO. */
    void note(ApiStep step) {
        switch (step.method()) {
            case "remove" -> {
                orphans.remove(step.text(0));
                refused.remove(step.text(0));
            }
            case "put" -> refused.remove(step.text(0));
            case "putAttachment" -> orphansOf(step).remove(step.text(1));
            default -> {}
        }
    }

    private Set<String> orphansOf(ApiStep step) {
        return orphans.computeIfAbsent(step.text(0), id -> new TreeSet<>());
    }

    Optional<Deviation> of(ApiStep step, CallResult result) {
        return switch (result) {
            case CallResult.Error(var error) -> step.isErrorExpected() ? otherError(step, error) : refusal(step, error);
            case CallResult.Value(var value) ->
                step.isErrorExpected() ? unexpectedAnswer(step, value) : otherAnswer(step, value);
        };
    }

    private static Optional<Deviation> when(boolean holds, Deviation deviation) {
        return holds ? Optional.of(deviation) : Optional.empty();
    }

    // jIO answers, we refuse.
    private Optional<Deviation> refusal(ApiStep step, StorageException error) {
        boolean isNotFound = error instanceof StorageException.NotFound;
        return switch (step.method()) {
            case "put" -> {
                boolean isNoObject = error instanceof StorageException.BadRequest
                        && !step.arguments().path(1).isObject();
                if (isNoObject) {
                    refused.add(step.text(0));
                }
                yield when(isNoObject, Deviation.OBJECTS_ONLY);
            }
            case "get" -> when(isNotFound && refused.contains(step.text(0)), Deviation.OBJECTS_ONLY);
            case "putAttachment" -> {
                boolean isOrphan = isNotFound && !exists(step.text(0));
                if (isOrphan) {
                    orphansOf(step).add(step.text(1));
                }
                yield when(isOrphan, Deviation.ATTACHMENT_NEEDS_RECORD);
            }
            case "getAttachment" -> {
                boolean isOrphan = isNotFound && orphansOf(step).contains(step.text(1));
                boolean isRange = error instanceof StorageException.BadRequest && isBadRange(step);
                yield isOrphan
                        ? Optional.of(Deviation.ATTACHMENT_NEEDS_RECORD)
                        : when(isRange, Deviation.RANGE_EVERYWHERE);
            }
            case "removeAttachment" -> {
                boolean isOrphan = orphansOf(step).remove(step.text(1));
                yield when(
                        isNotFound && !isAttached(step),
                        isOrphan ? Deviation.ATTACHMENT_NEEDS_RECORD : Deviation.NO_SUCH_ATTACHMENT);
            }
            default -> Optional.empty();
        };
    }

    // Both refuse, for different reasons.
    private Optional<Deviation> otherError(ApiStep step, StorageException error) {
        return when(
                step.method().equals("getAttachment")
                        && error instanceof StorageException.NotFound
                        && orphansOf(step).contains(step.text(1)),
                Deviation.ATTACHMENT_NEEDS_RECORD);
    }

    // jIO refuses, we answer.
    private Optional<Deviation> unexpectedAnswer(ApiStep step, JsonNode value) {
        String message = step.expected().path("message").asString("");
        boolean isCapacity = step.expected().path("status_code").asInt(0) == 501
                && OURS.stream().anyMatch(name -> message.contains("'" + name + "'"));
        if (!isCapacity) {
            return Optional.empty();
        }
        return switch (step.method()) {
            case "hasCapacity" -> when(value.asBoolean(false), Deviation.FULL_CAPACITY);
            case "allDocs" ->
                when(
                        value.equals(evaluated(step.arguments().path(0))),
                        message.contains("'include'") ? Deviation.INCLUDE_DOCS : Deviation.FULL_CAPACITY);
            case "post" ->
                when(
                        calls.storage()
                                .get(new RecordId(value.stringValue()))
                                .equals(step.arguments().path(0)),
                        Deviation.FULL_CAPACITY);
            default -> Optional.empty();
        };
    }

    /** What the evaluator says of all records in the storage. */
    private JsonNode evaluated(JsonNode options) {
        AllDocs everything =
                new AllDocs(AllDocs.EVERYTHING.query(), List.of(), AllDocs.EVERYTHING.limit(), List.of(), true);
        List<StoredRecord> records = new ArrayList<>();
        calls.storage()
                .allDocs(everything)
                .rows()
                .forEach(row -> records.add(new StoredRecord(row.id(), Objects.requireNonNull(row.doc()))));
        Answer answer = new QueryEvaluator(KeySchema.NONE).evaluate(AllDocsJson.read(options), records);
        return AnswerJson.write(answer);
    }

    private Optional<Deviation> otherAnswer(ApiStep step, JsonNode value) {
        return switch (step.method()) {
            case "getAttachment" -> when(isPart(step, value), Deviation.RANGE_EVERYWHERE);
            case "allAttachments" -> {
                ObjectNode withOrphans = ((ObjectNode) value).deepCopy();
                orphansOf(step).forEach(name -> withOrphans.set(name, JsonText.object()));
                yield when(step.expected().equals(withOrphans), Deviation.ATTACHMENT_NEEDS_RECORD);
            }
            default -> Optional.empty();
        };
    }

    private boolean exists(String id) {
        return calls.storage().allDocs(AllDocs.EVERYTHING).rows().stream()
                .anyMatch(row -> row.id().text().equals(id));
    }

    private boolean isAttached(ApiStep step) {
        return exists(step.text(0))
                && calls.storage().allAttachments(new RecordId(step.text(0))).contains(step.text(1));
    }

    private static boolean isBadRange(ApiStep step) {
        JsonNode options = step.arguments().path(2);
        int start = options.path("start").asInt(0);
        int end = options.path("end").asInt(Integer.MAX_VALUE);
        return start < 0 || end < 0 || start > end;
    }

    /** Whether jIO gave the whole attachment, and we the part that was asked for. */
    private static boolean isPart(ApiStep step, JsonNode value) {
        JsonNode options = step.arguments().path(2);
        JsonNode whole = step.expected().path("$blob").path("base64");
        long end = options.path("end").asLong(ByteRange.END);
        int start = options.path("start").asInt(0);
        if (step.expected().isString()) {
            String text = step.expected().stringValue();
            return text.substring(Math.min(start, text.length()), (int) Math.min(end, text.length()))
                    .equals(value.asString(""));
        }
        byte[] bytes = Base64.getDecoder().decode(whole.asString(""));
        byte[] part = Arrays.copyOfRange(bytes, Math.min(start, bytes.length), (int) Math.min(end, bytes.length));
        return value.equals(
                JioCalls.blob("application/octet-stream", Base64.getEncoder().encodeToString(part)));
    }
}
