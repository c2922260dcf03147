package org.skerry.slave;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.skerry.jio.JsonText;
import org.skerry.jio.PlainText;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.QueryParser;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.slave.SlaveMain.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry watch}: what happens to the records of a query, a line each, until it is stopped. */
@Command(
        name = "watch",
        sortOptions = false,
        description = "Tells what comes in, goes out or changes among the records that a query selects, until Ctrl+C.",
        footer = {
            "",
            "Each change is one line: in, changed or out, then the id, then the selected fields. With --json it is an object:",
            "  {\"id\":\"x\",\"went\":\"in\",\"value\":{\"name\":\"Ana\"}}",
            "At the beginning, and where it cannot be told what happened, stands how many records there are:",
            "  {\"reset\":true,\"count\":41}",
            "After a break of the connection it goes on where it was."
        })
final class WatchCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin
    private final MasterOptions options = new MasterOptions();

    @Parameters(index = "1", arity = "0..1", paramLabel = "QUERY", description = "a jIO query; all records without")
    private String query = "";

    @Option(
            names = "--select",
            paramLabel = "FIELD",
            split = ",",
            description = "fields to be told, with commas between")
    private List<String> fields = List.of();

    @Option(names = "--docs", description = "tell whole records; with --json")
    private boolean docs;

    @Option(names = "--count", paramLabel = "N", description = "end after so many changes")
    private long count = Long.MAX_VALUE;

    WatchCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        AllDocs request = new AllDocs(parsed(), List.of(), Limit.NONE, fields, docs);
        try (Slave slave = options.connect(streams);
                Storage storage = slave.storage(options.callPatience());
                Interruption ctrlC = new Interruption()) {
            Printer printer = new Printer(storage, request);
            ctrlC.stops(printer::stop);
            LiveQuery live = LiveQuery.start(slave.link(), request, printer);
            try {
                printer.await();
            } finally {
                live.close();
            }
            return SlaveMain.DONE;
        }
    }

    private Query parsed() {
        try {
            return QueryParser.parse(query);
        } catch (StorageException.BadRequest unreadable) {
            throw options.wrong("The query cannot be read: " + unreadable.getMessage());
        }
    }

    /** One change as people read it. */
    static String line(LiveRow row) {
        String went = "%-8s".formatted(row.went().name().toLowerCase(Locale.ROOT));
        String values = row.value()
                .filter(value -> !value.isEmpty())
                .map(JsonText::write)
                .orElse("");
        return PlainText.line(went + row.id().text() + "  " + values).stripTrailing();
    }

    /** One change as programs read it. */
    static String json(LiveRow row) {
        return PlainText.json(JsonText.write(row.json()));
    }

    /** Prints on the thread of the live query. */
    private final class Printer implements LiveQuery.Listener {

        private final Storage storage;
        private final AllDocs request;
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final PrintStream out = streams.out();
        private long told;

        Printer(Storage storage, AllDocs request) {
            this.storage = storage;
            this.request = request;
        }

        @Override
        public void reset() {
            try {
                AllDocs one = new AllDocs(request.query(), List.of(), new Limit(0, 1), List.of(), false);
                long records = storage.allDocs(one).totalCount();
                print(
                        options.json()
                                ? JsonText.write(
                                        JsonText.object().put("reset", true).put("count", records))
                                : "%,d record%s".formatted(records, records == 1 ? "" : "s"));
            } catch (StorageException failed) {
                end.completeExceptionally(failed);
            }
        }

        @Override
        public void happened(List<LiveRow> rows) {
            for (LiveRow row : rows) {
                if (told < count) {
                    told++;
                    print(options.json() ? json(row) : line(row));
                }
            }
            if (told >= count) {
                stop();
            }
        }

        @Override
        public void ended(StorageException why) {
            end.completeExceptionally(why);
        }

        private void print(String line) {
            out.println(line);
            if (out.checkError()) {
                stop(); // nobody reads any more
            }
        }

        void stop() {
            end.complete(true);
        }

        /** Until it is stopped; throws why it cannot go on. */
        void await() {
            try {
                end.get();
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof StorageException why
                        ? why
                        : new StorageException.Failed("Watching failed.", failed);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
