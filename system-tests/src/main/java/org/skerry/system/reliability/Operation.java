package org.skerry.system.reliability;

/**
 * One call of one client to one record, and what came of it.
 *
 * @param begin when it was made, by one clock for all clients
 * @param end when it was answered; {@link #NEVER} if nobody knows what became of it
 */
record Operation(int client, long begin, long end, Call call, Outcome outcome) {

    static final long NEVER = Long.MAX_VALUE;

    /** What was asked. A value is a number that no other write has. */
    sealed interface Call {
        record Put(int value, Want want) implements Call {}

        record Remove(Want want) implements Call {}

        record Get() implements Call {}
    }

    /** What a writer expects to find. */
    sealed interface Want {
        record Any() implements Want {}

        record Absent() implements Want {}

        record Gone() implements Want {}

        record Value(int value) implements Want {}
    }

    sealed interface Outcome {
        record Done() implements Outcome {}

        record Conflict() implements Outcome {}

        record Found(int value) implements Outcome {}

        record Nothing() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    boolean isUnknown() {
        return outcome instanceof Outcome.Unknown;
    }

    /**
     * A record at a moment.
     *
     * @param value {@link #NONE} if there is none now
     * @param wasWritten whether there is or was one
     */
    record State(int value, boolean wasWritten) {

        static final int NONE = -1;

        static final State NEW = new State(NONE, false);

        /** Whether an operation succeeds on it, as a storage promises. */
        boolean allows(Want want) {
            return switch (want) {
                case Want.Any() -> true;
                case Want.Absent() -> !wasWritten;
                case Want.Gone() -> value == NONE;
                case Want.Value(int expected) -> value == expected;
            };
        }

        /** What it is after a call, if that has any effect. */
        State after(Call call) {
            return switch (call) {
                case Call.Put(int next, Want want) -> allows(want) ? new State(next, true) : this;
                case Call.Remove(Want want) -> allows(want) ? new State(NONE, wasWritten) : this;
                case Call.Get() -> this;
            };
        }

        /** What a call is answered. */
        Outcome answer(Call call) {
            return switch (call) {
                case Call.Put(int _, Want want) -> allows(want) ? new Outcome.Done() : new Outcome.Conflict();
                case Call.Remove(Want want) -> allows(want) ? new Outcome.Done() : new Outcome.Conflict();
                case Call.Get() -> value == NONE ? new Outcome.Nothing() : new Outcome.Found(value);
            };
        }
    }
}
