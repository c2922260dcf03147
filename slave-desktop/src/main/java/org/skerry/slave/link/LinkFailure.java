package org.skerry.slave.link;

import java.time.Duration;
import java.util.Optional;

/** An attempt to connect failed; the message is one plain sentence for the user. */
public abstract sealed class LinkFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private LinkFailure(String message, Throwable cause) {
        super(message, cause);
    }

    private LinkFailure(String message) {
        super(message);
    }

    /** The master was not reached, or did not finish. It may go better soon. */
    public static final class Unreachable extends LinkFailure {
        private static final long serialVersionUID = 1L;

        private final Obstacle obstacle;

        public Unreachable(Obstacle obstacle, String message) {
            super(message);
            this.obstacle = obstacle;
        }

        public Unreachable(Obstacle obstacle, String message, Throwable cause) {
            super(message, cause);
            this.obstacle = obstacle;
        }

        /** What was in the way. */
        public Obstacle obstacle() {
            return obstacle;
        }
    }

    /** What can be in the way to a master; each needs another advice. */
    public enum Obstacle {
        /** No machine has that name. */
        UNKNOWN_NAME,
        /** Nothing answers at that address. */
        NO_ANSWER,
        /** The machine is there, but nothing listens at that port. */
        NOTHING_LISTENS,
        /** This machine is not on that network. */
        NO_WAY,
        /** Something answers, but it is no master of Skerry. */
        NO_MASTER,
        /** The master let us in, but no data channel opened. */
        NO_CHANNEL,
        /** The master went away in between, or said what makes no sense. */
        BROKEN_OFF
    }

    /** The master has no place, or our identifier was taken: it may go better after a while. */
    public static final class Busy extends LinkFailure {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> retryAfter;

        public Busy(String message, Optional<Duration> retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** When the master wants to be asked again. */
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /** The master speaks another version: one of the two must be updated. */
    public static final class Version extends LinkFailure {
        private static final long serialVersionUID = 1L;

        public Version(String message) {
            super(message);
        }
    }

    /** Why a master does not let us in; each needs another advice. */
    public enum Door {
        /** It does not know this PC: a code is needed. */
        CODE_NEEDED,
        /** The code was wrong, or is none any more. */
        CODE_WRONG,
        /** The code is too old. */
        CODE_EXPIRED,
        /** It was told to let this PC in no more. */
        REVOKED,
        /** It is not the master that it should be. */
        OTHER_MASTER
    }

    /** The master does not let us in; somebody has to do something about it there or here. */
    public static final class NotAllowed extends LinkFailure {
        private static final long serialVersionUID = 1L;

        private final Door door;

        public NotAllowed(Door door, String message) {
            super(message);
            this.door = door;
        }

        /** What is to be done. */
        public Door door() {
            return door;
        }
    }

    /** This machine cannot connect to anybody. */
    public static final class Unable extends LinkFailure {
        private static final long serialVersionUID = 1L;

        public Unable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Whether waiting alone may help. */
    public boolean mayPass() {
        return this instanceof Unreachable || this instanceof Busy;
    }
}
