package org.skerry.slave.ui.text;

import org.skerry.jio.StorageException;

/** What to say when a storage did not do what was asked. */
public final class Failures {

    private Failures() {}

    /**
     * One sentence that says what happened, with what to do next. It holds nothing of what the storage says itself, which is
     * English and technical: that is for the report.
     */
    public static Sentence sentence(StorageException failure) {
        return switch (failure) {
            case StorageException.BadRequest wrong -> Sentence.of("failure.badRequest");
            case StorageException.SignInNeeded nobody -> Sentence.of("failure.signInNeeded");
            case StorageException.Forbidden refused -> Sentence.of("failure.forbidden");
            case StorageException.NotFound gone -> Sentence.of("failure.notFound");
            case StorageException.Conflict changed -> Sentence.of("failure.conflict");
            case StorageException.TooLarge large -> Sentence.of("failure.tooLarge");
            case StorageException.TooMany busy -> Sentence.of("failure.tooMany");
            case StorageException.Failed failed -> Sentence.of("failure.failed");
            case StorageException.NotOffered unknown -> Sentence.of("failure.notOffered");
            case StorageException.Unreachable away -> Sentence.of("failure.unreachable");
            case StorageException.Full full -> Sentence.of("failure.full");
        };
    }

    /** Whether what the storage says itself may help those who look after it; it does not where all is said. */
    public static boolean hasDetails(StorageException failure) {
        return failure instanceof StorageException.BadRequest || failure instanceof StorageException.Failed;
    }
}
