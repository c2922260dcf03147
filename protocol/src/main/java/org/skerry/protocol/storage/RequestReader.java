package org.skerry.protocol.storage;

import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.node.ObjectNode;

/** Makes a {@link StorageRequest} of a query. */
final class RequestReader {

    private static final int MAX_SHOWN = 64;

    private final Arguments arguments;
    private final WriteKey key;
    private final Expected expected;
    private final ExpectedAttachment attachment;

    private RequestReader(Message.JioQuery query) {
        this.arguments = new Arguments(query.method(), query.arguments());
        this.key = query.key();
        this.expected = query.expected();
        this.attachment = query.attachment();
    }

    static StorageRequest read(Message.JioQuery query) {
        StorageRequest request = new RequestReader(query).request();
        if (!query.expected().equals(Expected.ANY)
                && !(request instanceof StorageRequest.Put
                        || request instanceof StorageRequest.Remove
                        || request instanceof StorageRequest.Restore)) {
            throw new StorageException.BadRequest("Only put, remove and restore can expect something of a document.");
        }
        if (!query.attachment().equals(ExpectedAttachment.ANY)
                && !(request instanceof StorageRequest.PutAttachment
                        || request instanceof StorageRequest.EndUpload
                        || request instanceof StorageRequest.RemoveAttachment)) {
            throw new StorageException.BadRequest(
                    "Only putAttachment, removeAttachment and endUpload can expect something of an attachment.");
        }
        return request;
    }

    /** A word of the peer as it may be repeated in a sentence. */
    static String shortened(String word) {
        return word.length() <= MAX_SHOWN ? word : word.substring(0, MAX_SHOWN) + "...";
    }

    private StorageRequest request() {
        return switch (arguments.method()) {
            case "post" -> post();
            case "put" -> put();
            case "get" -> get();
            case "remove" -> remove();
            case "allDocs" -> allDocs();
            case "putAttachment" -> putAttachment();
            case "getAttachment" -> getAttachment();
            case "removeAttachment" -> removeAttachment();
            case "allAttachments" -> allAttachments();
            case "attachmentInfos" -> attachmentInfos();
            case "endUpload" -> endUpload();
            case "changes" -> changes();
            case "repair" -> repair();
            case "history" -> history();
            case "version" -> version();
            case "removed" -> removed();
            case "restore" -> restore();
            default ->
                throw new StorageException.NotOffered(
                        "The method '%s' is not offered here.".formatted(shortened(arguments.method())));
        };
    }

    private StorageRequest post() {
        arguments.atMost(2);
        arguments.options(1);
        return new StorageRequest.Post(arguments.body(0), key);
    }

    private StorageRequest put() {
        arguments.atMost(2);
        return new StorageRequest.Put(arguments.id(), arguments.body(1), expected, key);
    }

    private StorageRequest get() {
        arguments.atMost(1);
        return new StorageRequest.Get(arguments.id());
    }

    private StorageRequest remove() {
        arguments.atMost(1);
        return new StorageRequest.Remove(arguments.id(), expected, key);
    }

    private StorageRequest allDocs() {
        arguments.atMost(1);
        return new StorageRequest.ListDocs(AllDocsJson.read(arguments.options(0)));
    }

    private StorageRequest putAttachment() {
        arguments.atMost(4);
        return new StorageRequest.PutAttachment(
                arguments.id(), arguments.attachmentName(), arguments.content(), attachment, key);
    }

    private StorageRequest getAttachment() {
        arguments.atMost(3);
        return new StorageRequest.GetAttachment(
                arguments.id(), arguments.attachmentName(), arguments.format(), arguments.range());
    }

    private StorageRequest removeAttachment() {
        arguments.atMost(2);
        return new StorageRequest.RemoveAttachment(arguments.id(), arguments.attachmentName(), attachment, key);
    }

    private StorageRequest allAttachments() {
        arguments.atMost(1);
        return new StorageRequest.AllAttachments(arguments.id());
    }

    private StorageRequest history() {
        arguments.atMost(2);
        return new StorageRequest.ListVersions(arguments.id(), arguments.before(1), arguments.limit(1));
    }

    private StorageRequest version() {
        arguments.atMost(2);
        return new StorageRequest.GetVersion(arguments.id(), arguments.version(1));
    }

    private StorageRequest removed() {
        arguments.atMost(1);
        return new StorageRequest.ListRemoved(arguments.before(0), arguments.limit(0));
    }

    private StorageRequest restore() {
        arguments.atMost(2);
        return new StorageRequest.Restore(arguments.id(), arguments.version(1), expected, key);
    }

    private StorageRequest attachmentInfos() {
        arguments.atMost(1);
        return new StorageRequest.AttachmentInfos(arguments.id());
    }

    private StorageRequest endUpload() {
        arguments.atMost(3);
        return new StorageRequest.EndUpload(
                arguments.id(), arguments.attachmentName(), arguments.announced(), attachment, key);
    }

    private StorageRequest changes() {
        arguments.atMost(1);
        ObjectNode options = arguments.options(0);
        AllDocs asked = AllDocsJson.read(options.deepCopy().without(Arguments.LIMIT));
        return new StorageRequest.Changes(
                arguments.since(0), asked.query(), asked.includeDocs(), arguments.changesLimit(0));
    }

    private StorageRequest repair() {
        arguments.atMost(1);
        arguments.options(0);
        return new StorageRequest.Repair();
    }
}
