package org.skerry.slave;

import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.slave.SlaveMain.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry attach}: a file to a record. */
@Command(
        name = "attach",
        sortOptions = false,
        description = "Attaches a file of up to 2 GiB to a record, in the place of an attachment of that name.",
        footer = {
            "",
            "Where the connection breaks it goes on by itself when the master is back within --timeout.",
            "When it was interrupted, the same command goes on from there."
        })
final class AttachCommand implements Callable<Integer> {

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Streams streams;

    @Mixin
    private final MasterOptions options = new MasterOptions();

    @Parameters(index = "1", paramLabel = "ID", description = "the id of the record")
    private String id = "";

    @Parameters(index = "2", paramLabel = "NAME", description = "the name of the attachment")
    private String name = "";

    @Parameters(index = "3", paramLabel = "FILE", description = "what to attach")
    private @Nullable Path file;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "the media type, image/png for instance; otherwise by the name of the file")
    private @Nullable String type;

    AttachCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Path from = Objects.requireNonNull(file);
        return new TransferRun(streams, options)
                .run(
                        "%s is attached to %s".formatted(name, id),
                        (transfers, transfer) -> transfers.put(
                                from, new RecordId(id), name, type == null ? typeOf(from) : type, transfer));
    }

    private static String typeOf(Path file) {
        return Optional.ofNullable(URLConnection.guessContentTypeFromName(String.valueOf(file.getFileName())))
                .orElse(UNKNOWN_TYPE);
    }
}
