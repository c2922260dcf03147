package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** What to say when a file did not arrive. */
final class TransferWords {

    private TransferWords() {}

    static Sentence sentence(StorageException why, Direction direction) {
        boolean isUp = direction == Direction.TO_MASTER;
        return switch (why) {
            case StorageException.BadRequest changed when isUp -> Sentence.of("attach.failed.changed");
            case StorageException.BadRequest noFile -> Sentence.of("attach.failed.unwritable");
            case StorageException.Forbidden refused when isUp -> Sentence.of("attach.failed.forbidden");
            case StorageException.NotFound gone ->
                Sentence.of(isUp ? "attach.failed.recordGone" : "attach.failed.fileGone");
            case StorageException.TooLarge large when isUp -> Sentence.of("attach.failed.tooLarge");
            case StorageException.Full here when !isUp -> Sentence.of("attach.failed.full");
            case StorageException.Unreachable away -> Sentence.of("attach.failed.stopped");
            case StorageException.InUse taken -> Sentence.of("attach.failed.inUse");
            case StorageException.Failed taken
            when taken.getCause() instanceof FileAlreadyExistsException -> Sentence.of("attach.failed.targetTaken");
            case StorageException.Failed local
            when local.getCause() instanceof IOException ->
                Sentence.of(isUp ? "attach.failed.unreadable" : "attach.failed.unwritable");
            case StorageException.Conflict another -> Sentence.of("attach.failed.replaced");
            default -> Failures.sentence(why);
        };
    }

    /** Whether it may be another time. */
    static boolean mayRepeat(StorageException why) {
        return !(why instanceof StorageException.Forbidden
                || why instanceof StorageException.NotOffered
                || why instanceof StorageException.TooLarge
                || why.getCause() instanceof FileAlreadyExistsException);
    }
}
