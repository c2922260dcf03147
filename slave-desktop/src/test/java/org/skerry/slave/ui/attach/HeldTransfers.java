package org.skerry.slave.ui.attach;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.ui.connect.StorageTransfers;

/** Transfers that say what they are told to, and fail as often as they are told to. The test's thread. */
final class HeldTransfers implements Transfers {

    private final Transfers done;
    private final Map<String, List<StorageException>> failures = new HashMap<>();
    private final List<String> begun = new ArrayList<>();
    private Story story = transfer -> {};

    /** What happens on the way. */
    interface Story {
        void tell(Transfer transfer);
    }

    HeldTransfers(Storage storage) {
        done = new StorageTransfers(storage);
    }

    /** The next one of that name fails. */
    HeldTransfers fail(String name, StorageException why) {
        failures.computeIfAbsent(name, none -> new ArrayList<>()).add(why);
        return this;
    }

    void onTheWay(Story next) {
        story = next;
    }

    /** The names, in the order in which they began. */
    List<String> begun() {
        return begun;
    }

    private void go(String name, Transfer transfer) {
        begun.add(name);
        story.tell(transfer);
        transfer.checkWanted();
        List<StorageException> next = failures.getOrDefault(name, List.of());
        if (!next.isEmpty()) {
            throw next.removeFirst();
        }
    }

    @Override
    public AttachmentInfo put(
            Path file, RecordId id, String name, String type, ExpectedAttachment expected, Transfer transfer) {
        go(name, transfer);
        return done.put(file, id, name, type, expected, transfer);
    }

    @Override
    public AttachmentInfo get(RecordId id, String name, Path target, Transfer transfer) {
        go(name, transfer);
        return done.get(id, name, target, transfer);
    }

    @Override
    public AttachmentInfo getNew(RecordId id, String name, Path target, Transfer transfer) {
        go(name, transfer);
        return done.getNew(id, name, target, transfer);
    }
}
