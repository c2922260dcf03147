package org.skerry.slave.ui.text;

import org.skerry.jio.StorageException;

/** What to say when a storage did not do what was asked. */
public final class Failures {

    private Failures() {}

    /** One sentence that says what happened, with what to do next. */
    public static Sentence sentence(StorageException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case StorageException.BadRequest wrong -> Sentence.of("failure.badRequest", detail);
            case StorageException.Forbidden refused -> Sentence.of("failure.forbidden");
            case StorageException.NotFound gone -> Sentence.of("failure.notFound");
            case StorageException.Conflict changed -> Sentence.of("failure.conflict");
            case StorageException.TooLarge large -> Sentence.of("failure.tooLarge");
            case StorageException.TooMany busy -> Sentence.of("failure.tooMany");
            case StorageException.Failed failed -> Sentence.of("failure.failed", detail);
            case StorageException.NotOffered unknown -> Sentence.of("failure.notOffered");
            case StorageException.Unreachable away -> Sentence.of("failure.unreachable");
            case StorageException.Full full -> Sentence.of("failure.full");
        };
    }
}
