package org.skerry.master.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.skerry.jio.Attachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.local.LocalStorage;
import org.skerry.jio.local.Stopping;
import org.skerry.master.recovery.Recovery;
import org.skerry.master.recovery.RecoveryCode;
import org.skerry.protocol.pairing.NodeIdentity;

/** A data folder with everything that a master keeps, for tests. */
final class BackedUp implements AutoCloseable {

    static final int RECORDS = 200;

    final Path data;
    final LocalStorage storage;
    final Recovery recovery;
    final byte[] content = new byte[300_000];

    BackedUp(Path data) {
        this.data = data;
        storage = LocalStorage.open(data);
        NodeIdentity.in(data);
        recovery =
                Recovery.in(data, "Site", Optional.empty(), (_, _, _, _) -> {}, new SecureRandom(), Clock.systemUTC());
        for (int i = 0; i < RECORDS; i++) {
            storage.put(new RecordId("r" + i), JsonText.object().put("n", i).put("portal_type", "Ship"));
        }
        new Random(1).nextBytes(content);
        storage.putAttachment(new RecordId("r1"), "picture.png", new Attachment("image/png", content));
    }

    RecoveryCode code() {
        return RecoveryCode.read(recovery.shown().path("code").asString(""));
    }

    BackupMaker maker(Clock clock) {
        return new BackupMaker(data, Optional.empty(), "Site", storage::snapshot, new SecureRandom(), clock);
    }

    Path backup(Path file, boolean isEncrypted) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            maker(Clock.systemUTC()).write(out, isEncrypted, Stopping.NEVER);
        }
        return file;
    }

    /** The names of what is in a folder. */
    static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    @Override
    public void close() {
        storage.close();
    }
}
