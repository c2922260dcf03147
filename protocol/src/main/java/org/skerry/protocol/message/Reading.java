package org.skerry.protocol.message;

import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/** What a receiver made of one message. */
public sealed interface Reading {

    /**
     * A message of a known kind.
     *
     * @param id the one it carries, needed by an {@code error} about it; null where there is none
     */
    record Understood(Message message, @Nullable CallId id) implements Reading {}

    /**
     * Something else.
     *
     * @param id where one could be read although the rest was wrong
     * @param type where one could be read
     * @param reason for the {@code error} that answers it
     */
    record Unreadable(@Nullable CallId id, @Nullable String type, StorageException reason) implements Reading {

        /** False for kinds of messages that nobody answers, so that two peers cannot throw errors at each other for ever. */
        public boolean isAnswered() {
            return !("jio_response".equals(type) || "error".equals(type) || "notice".equals(type));
        }

        /** The {@code error} that tells the sender. */
        public Message.JioError answer() {
            return new Message.JioError(id, String.valueOf(reason.getMessage()), reason.statusCode());
        }
    }
}
