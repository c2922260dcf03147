package org.skerry.jio;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Why a storage did not do what was asked: one kind for each of jIO's status codes. The message is one plain sentence
 * that may be shown to a remote caller.
 */
public abstract sealed class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int statusCode;

    private StorageException(int statusCode, String message, Throwable cause) {
        super(message, cause);
        this.statusCode = statusCode;
    }

    private StorageException(int statusCode, String message) {
        super(message);
        this.statusCode = statusCode;
    }

    /** jIO's status code, in the manner of HTTP. */
    public int statusCode() {
        return statusCode;
    }

    /** The exception for a status code that came from a peer; codes of no own kind become {@link Failed}. */
    public static StorageException of(int statusCode, String message) {
        return switch (statusCode) {
            case 400 -> new BadRequest(message);
            case 401 -> new SignInNeeded(message);
            case 403 -> new Forbidden(message);
            case 404 -> new NotFound(message);
            case 409 -> new Conflict(message);
            case 413 -> new TooLarge(message);
            case 429 -> new TooMany(message);
            case 501 -> new NotOffered(message);
            case 504 -> new Unreachable(message);
            case 507 -> new Full(message);
            default -> new Failed(message);
        };
    }

    /** 400: an argument of the wrong type, number or form. Repeating it unchanged fails again. */
    public static final class BadRequest extends StorageException {
        private static final long serialVersionUID = 1L;

        /** 0 where the mistake has no place. */
        private final int column;

        private final List<FieldProblem> problems;

        public BadRequest(String message) {
            this(message, 0);
        }

        /** @param column where in a text the mistake is, from 1, in UTF-16 units */
        public BadRequest(String message, int column) {
            super(400, message);
            this.column = column;
            this.problems = List.of();
        }

        /** @param problems of a record that does not fit its form */
        public BadRequest(String message, List<FieldProblem> problems) {
            super(400, message);
            this.column = 0;
            this.problems = List.copyOf(problems);
        }

        public BadRequest(String message, Throwable cause) {
            super(400, message, cause);
            this.column = 0;
            this.problems = List.of();
        }

        /** What is wrong with which field of a record; empty if that is not the reason. */
        public List<FieldProblem> problems() {
            return problems;
        }

        /** Where in the text of a query the mistake is, from 1, in UTF-16 units; empty if it is not in one. */
        public OptionalInt column() {
            return column == 0 ? OptionalInt.empty() : OptionalInt.of(column);
        }
    }

    /** 401: somebody has to sign in before anything is done; then it may go through. */
    public static final class SignInNeeded extends StorageException {
        private static final long serialVersionUID = 1L;

        public SignInNeeded(String message) {
            super(401, message);
        }
    }

    /** 403: the caller may not do this. */
    public static final class Forbidden extends StorageException {
        private static final long serialVersionUID = 1L;

        public Forbidden(String message) {
            super(403, message);
        }
    }

    /** 404: no such record or attachment here. */
    public static final class NotFound extends StorageException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(404, message);
        }

        /** With jIO's words for a missing record. */
        public static NotFound record(RecordId id) {
            return new NotFound("Cannot find document: " + id);
        }

        /** With jIO's words for a missing attachment. */
        public static NotFound attachment(RecordId id, String name) {
            return new NotFound("Cannot find attachment: " + id + " , " + name);
        }
    }

    /** 409: the record is not as the writer {@link Expected}. */
    public static final class Conflict extends StorageException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(409, message);
        }
    }

    /** 413: a record, attachment, message or answer beyond its limit. */
    public static final class TooLarge extends StorageException {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(413, message);
        }
    }

    /** 429: too many calls at a time; later it may go through. */
    public static final class TooMany extends StorageException {
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        public TooMany(String message) {
            this(message, Duration.ZERO);
        }

        /** @param retryAfter when the same call may go through; zero if nobody knows */
        public TooMany(String message, Duration retryAfter) {
            super(429, message);
            this.retryAfter = retryAfter;
        }

        /** When the same call may go through; zero if nobody knows. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** 500: the storage itself failed; its log says why. */
    public static sealed class Failed extends StorageException permits Damaged, InUse {
        private static final long serialVersionUID = 1L;

        public Failed(String message) {
            super(500, message);
        }

        public Failed(String message, Throwable cause) {
            super(500, message, cause);
        }
    }

    /** 500: a record is not on the disk as it was written, so nothing is told of it. All others can be read. */
    public static final class Damaged extends Failed {
        private static final long serialVersionUID = 1L;

        private static final long OLDER = -1;

        private final String id;
        private final long sequence;

        /**
         * @param id of the record, as far as it can be read
         * @param sequence of its last change; 0 where something is damaged that belongs to it
         */
        public Damaged(String id, long sequence) {
            this(
                    "The record %s is damaged on the disk: skerry history %s tells what it was before, and a backup may have it whole."
                            .formatted(id, id),
                    id,
                    sequence);
        }

        private Damaged(String sentence, String id, long sequence) {
            super(sentence);
            this.id = id;
            this.sequence = sequence;
        }

        /** Whether it is about what the record is now. */
        public boolean isPresent() {
            return sequence >= 0;
        }

        /** What it was before it was changed or removed. */
        public static Damaged olderVersion(String id) {
            return new Damaged(
                    "An older version of the record %s is damaged on the disk; a backup may have it whole."
                            .formatted(id),
                    id,
                    OLDER);
        }

        /** Of the record, as far as it can be read. */
        public String id() {
            return id;
        }

        /** Of its last change; not positive where something else of it is damaged. */
        public long sequence() {
            return sequence;
        }
    }

    /** 500: another program has what this one needs. */
    public static final class InUse extends Failed {
        private static final long serialVersionUID = 1L;

        public InUse(String message) {
            super(message);
        }
    }

    /** 501: the storage or the peer does not offer this. */
    public static final class NotOffered extends StorageException {
        private static final long serialVersionUID = 1L;

        public NotOffered(String message) {
            super(501, message);
        }
    }

    /**
     * 504: no answer in time, or the other side is gone. A write may or may not have happened; repeating it under the
     * same {@link WriteKey} is safe.
     */
    public static final class Unreachable extends StorageException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message) {
            super(504, message);
        }

        public Unreachable(String message, Throwable cause) {
            super(504, message, cause);
        }
    }

    /** 507: no space left; nothing was written, reads go on, and writes resume when there is space. */
    public static final class Full extends StorageException {
        private static final long serialVersionUID = 1L;

        public Full(String message) {
            super(507, message);
        }

        public Full(String message, Throwable cause) {
            super(507, message, cause);
        }
    }
}
