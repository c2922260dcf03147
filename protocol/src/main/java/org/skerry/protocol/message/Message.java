package org.skerry.protocol.message;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.ChangeFeed;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.FieldProblem;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** One message of the data channel; {@code docs/protocol.md} has an example of each. */
public sealed interface Message {

    /**
     * A call of a jIO method.
     *
     * @param key {@link WriteKey#NONE} where the caller gave none
     * @param expected {@link Expected#ANY} where the caller gave none
     * @param attachment what is expected of the attachment; {@link ExpectedAttachment#ANY} where the caller gave nothing
     * @param timeout how long the caller waits for the answer; null where it did not say
     */
    record JioQuery(
            CallId id,
            String method,
            ArrayNode arguments,
            WriteKey key,
            Expected expected,
            ExpectedAttachment attachment,
            @Nullable Duration timeout)
            implements Message {

        /** A call as a slave of 2016 makes it. */
        public JioQuery(CallId id, String method, ArrayNode arguments) {
            this(id, method, arguments, WriteKey.NONE, Expected.ANY, null);
        }

        /** A call that expects nothing of an attachment. */
        public JioQuery(
                CallId id,
                String method,
                ArrayNode arguments,
                WriteKey key,
                Expected expected,
                @Nullable Duration timeout) {
            this(id, method, arguments, key, expected, ExpectedAttachment.ANY, timeout);
        }
    }

    /**
     * The result of a call.
     *
     * @param result null for a call without result
     */
    record JioResponse(CallId id, @Nullable JsonNode result) implements Message {}

    /**
     * A call, or another frame, that was not done.
     *
     * @param id null where none could be read
     * @param message one plain sentence
     * @param statusCode as {@link org.skerry.jio.StorageException#statusCode}
     * @param column where in the text of a query the mistake is, from 1, in UTF-16 units; 0 if it is not in one
     * @param problems of the fields of a record that does not fit its form, {@link #MAX_PROBLEMS} at most
     * @param retryAfter when the same call may go through; zero if nobody knows
     */
    record JioError(
            @Nullable CallId id,
            String message,
            int statusCode,
            int column,
            List<FieldProblem> problems,
            Duration retryAfter)
            implements Message {

        /** More than anybody mends at a time. */
        public static final int MAX_PROBLEMS = 64;

        public JioError {
            problems = List.copyOf(problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS)));
        }

        /** One whose reason is not in the text of a query. */
        public JioError(@Nullable CallId id, String message, int statusCode) {
            this(id, message, statusCode, 0, List.of());
        }

        /** One that repeating does not mend. */
        public JioError(@Nullable CallId id, String message, int statusCode, int column, List<FieldProblem> problems) {
            this(id, message, statusCode, column, problems, Duration.ZERO);
        }

        /** What was not done for that reason. */
        public static JioError of(@Nullable CallId id, StorageException reason) {
            String message = String.valueOf(reason.getMessage());
            return switch (reason) {
                case StorageException.BadRequest mistake ->
                    new JioError(id, message, 400, mistake.column().orElse(0), mistake.problems());
                case StorageException.TooMany paused ->
                    new JioError(id, message, paused.statusCode(), 0, List.of(), paused.retryAfter());
                default -> new JioError(id, message, reason.statusCode());
            };
        }

        /** The reason, for whoever called. */
        public StorageException reason() {
            if (statusCode == 429) {
                return new StorageException.TooMany(message, retryAfter);
            }
            if (statusCode != 400) {
                return StorageException.of(statusCode, message);
            }
            return problems.isEmpty()
                    ? new StorageException.BadRequest(message, column)
                    : new StorageException.BadRequest(message, problems);
        }
    }

    /**
     * Something the peer should know without having asked.
     *
     * @param event {@link #CLOSING}, {@link #RECONNECT}, {@link #REVOKED}, or a word of a newer peer
     * @param message one plain sentence
     * @param retryAfter when to come back; null for at once
     */
    record Notice(String event, String message, @Nullable Duration retryAfter) implements Message {

        /** The sender stops; come back after a while. */
        public static final String CLOSING = "closing";

        /** The sender goes on; connect anew soon, because this connection is worn, and close this one then. */
        public static final String RECONNECT = "reconnect";

        /** The sender lets the receiver in no more. */
        public static final String REVOKED = "revoked";
    }

    /**
     * Records have changed; on the wire a notice whose event is {@link #EVENT}.
     *
     * @param feed where the feed of the sender stands now
     */
    record Changed(Feed feed) implements Message {

        public static final String EVENT = "changed";
    }

    /**
     * What has become of the records of a live query; on the wire a notice whose event is {@link #EVENT}.
     *
     * @param subscription as the receiver numbered it
     * @param feed up to where this speaks
     * @param reset whether it cannot be told what happened: what was told before is void, and the receiver asks anew
     * @param rows in the order of the feed, each record once
     */
    record Live(long subscription, Feed feed, boolean reset, List<LiveRow> rows) implements Message {

        public static final String EVENT = "live";

        public Live {
            rows = List.copyOf(rows);
        }
    }

    /**
     * What a peer can do beyond 2016: first from the client, then once from the master with what both can.
     *
     * @param version of the protocol, {@link #VERSION} is the one spoken here
     * @param features words, of which unknown ones are ignored; in the order given
     * @param name of the site; null from a client
     * @param feed where the master's change feed stands; null from a client
     * @param open whether the master lets anybody in
     * @param maxMessageBytes the largest fragmented message the sender takes; null where it does not say
     */
    record Hello(
            int version,
            Set<String> features,
            @Nullable String name,
            @Nullable Feed feed,
            boolean open,
            @Nullable Integer maxMessageBytes)
            implements Message {

        public static final int VERSION = 1;

        public Hello {
            features = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(features));
        }

        /** A client that wants all that there is. */
        public static Hello client() {
            return new Hello(VERSION, Feature.words(Set.of(Feature.values())), null, null, false, null);
        }

        /** A master that offers all that there is. */
        public static Hello master(String name, Feed feed, boolean open) {
            return new Hello(VERSION, Feature.words(Set.of(Feature.values())), name, feed, open, null);
        }

        /** The same from one that does not offer something. */
        public Hello without(Feature feature) {
            Set<String> rest = new LinkedHashSet<>(features);
            rest.remove(feature.word());
            return new Hello(version, rest, name, feed, open, maxMessageBytes);
        }
    }

    /**
     * Where a change feed stands.
     *
     * @param id names the feed
     * @param sequence of its last write
     */
    record Feed(String id, long sequence) {

        /**
         * A place of a feed, as a client names it.
         *
         * @throws StorageException.BadRequest if that is none
         */
        public static Feed read(JsonNode json) {
            Feed feed = MessageReader.feed(json);
            if (feed == null) {
                throw new StorageException.BadRequest(
                        "A place in a feed is {\"id\": text, \"sequence\": number from 0}.");
            }
            return feed;
        }

        /** Where a feed stands now. */
        public static Feed of(ChangeFeed feed) {
            return new Feed(feed.id(), feed.last().number());
        }
    }

    /** Are you there? */
    record Ping() implements Message {}

    /** I am here. */
    record Pong() implements Message {}

    /** The caller does not wait for this answer any more. */
    record Cancel(CallId id) implements Message {}
}
