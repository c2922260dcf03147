package org.skerry.slave.ui.attach;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Parent;
import org.skerry.jio.RecordId;
import org.skerry.protocol.transfer.TransferProgress;
import org.skerry.protocol.transfer.TransferProgress.Phase;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.text.Sentence;

/** How files are on their way in pictures. JavaFX thread. */
public final class FileSituations {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private static final long MEGA = 1024 * 1024;

    private FileSituations() {}

    /** Nothing that is asked for moves by itself: the tasks of the model only wait. */
    public static void onTheirWay(AttachmentsViewModel files, RecordId record) {
        Courier courier = files.courier();
        Parcel film = parcel(Direction.TO_MASTER, record, "Lagerhalle Nord, Rundgang.mp4");
        Parcel scan = parcel(Direction.TO_THIS_PC, record, "合同扫描 2026.pdf");
        Parcel queued = parcel(Direction.TO_MASTER, record, "plan.dwg");
        courier.take(film);
        courier.take(scan);
        courier.take(queued);
        film.show(new TransferProgress(Phase.MOVING, 300 * MEGA, 1200 * MEGA), NOW.minusSeconds(4));
        film.show(new TransferProgress(Phase.MOVING, 348 * MEGA, 1200 * MEGA), NOW);
        scan.show(new TransferProgress(Phase.MOVING, 2 * MEGA, 7 * MEGA), NOW);
        scan.show(new TransferProgress(Phase.WAITING, 2 * MEGA, 7 * MEGA), NOW);
        courier.refuse(
                parcel(Direction.TO_MASTER, record, "budget.xlsx"), Sentence.of("attach.failed.unreadable"), true);
        courier.refuse(parcel(Direction.TO_MASTER, record, "Photos"), Sentence.of("attach.problem.folder"), false);
    }

    private static Parcel parcel(Direction direction, RecordId record, String name) {
        return new Parcel(direction, record, name, Path.of(name), () -> {}, Optional.empty());
    }

    /** Somebody drags files over the record. */
    public static void drag(Parent screen, int count) {
        if (screen.lookup("#files-drop") instanceof FileDrop drop) {
            drop.show(count);
        }
    }

    /** He lets them go. */
    public static void drop(FileDrop drop, Path... files) {
        drop.drop(Stream.of(files).map(Path::toFile).toList());
    }

    /** Removes the file of that place in the list. */
    public static void remove(AttachmentsViewModel files, int index) {
        files.remove(files.files().get(index));
    }
}
