package org.skerry.slave;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import org.skerry.slave.SlaveMain.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry fetch}: an attachment into a file. */
@Command(
        name = "fetch",
        sortOptions = false,
        description = "Fetches an attachment of a record into a file, which is replaced if it is there.",
        footer = {
            "",
            "Where the connection breaks it goes on by itself when the master is back within --timeout.",
            "When it was interrupted, the same command goes on from there: until all is there and checked, it is in a file",
            "beside, with .part at the end of its name."
        })
final class FetchCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final MasterOptions options = new MasterOptions();

    @Parameters(index = "1", paramLabel = "ID", description = "the id of the record")
    private String id = "";

    @Parameters(index = "2", paramLabel = "NAME", description = "the name of the attachment")
    private String name = "";

    @Parameters(index = "3", paramLabel = "FILE", description = "where to put it")
    private @Nullable Path file;

    FetchCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Path target = Objects.requireNonNull(file);
        return new TransferRun(streams, options)
                .run(
                        "%s of %s is in %s".formatted(name, id, target),
                        (transfers, transfer) -> transfers.get(new RecordId(id), name, target, transfer));
    }
}
