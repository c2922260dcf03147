package org.skerry.slave.ui.connect;

import org.skerry.slave.link.LinkStep;

/**
 * How far an attempt to join a master has come.
 *
 * @param step the present one, or the last one if it has ended
 */
record JoinProgress(LinkStep step, Outcome outcome) {

    static final JoinProgress BEGUN = new JoinProgress(LinkStep.FINDING, Outcome.UNDER_WAY);

    enum Outcome {
        UNDER_WAY,
        JOINED,
        FAILED
    }

    /** How one step stands. */
    enum Mark {
        WAITING,
        UNDER_WAY,
        DONE,
        FAILED
    }

    Mark mark(LinkStep asked) {
        int order = asked.compareTo(step);
        if (order != 0) {
            return order < 0 ? Mark.DONE : Mark.WAITING;
        }
        return switch (outcome) {
            case UNDER_WAY -> Mark.UNDER_WAY;
            case JOINED -> Mark.DONE;
            case FAILED -> Mark.FAILED;
        };
    }

    /** The attempt goes on. */
    JoinProgress at(LinkStep next) {
        return new JoinProgress(next, Outcome.UNDER_WAY);
    }

    JoinProgress ended(Outcome how) {
        return new JoinProgress(step, how);
    }
}
