package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.skerry.jio.Expected;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.Row;
import tools.jackson.databind.node.ObjectNode;

/** A client that writes and reads one record as chance will have it, and notes what it is answered. Used by one thread. */
final class RecordClient {

    private final int client;
    private final int clients;
    private final RecordId id;
    private final Random random;
    private final List<Operation> noted = new ArrayList<>();
    private int written;
    private int lastSeen; // 0 is no value of anybody

    /** @param clients how many there are for one record, of which this is the nth, from 0 */
    RecordClient(int client, int clients, RecordId id, long seed) {
        this.client = client;
        this.clients = clients;
        this.id = id;
        this.random = new Random(seed);
    }

    List<Operation> noted() {
        return List.copyOf(noted);
    }

    /**
     * Makes one call.
     *
     * @throws RuntimeException anything but what a storage may answer
     */
    void call(Storage storage) {
        Operation.Call call = next();
        long begin = System.nanoTime();
        Operation.Outcome outcome = answered(storage, call);
        long end = outcome instanceof Operation.Outcome.Unknown ? Operation.NEVER : System.nanoTime();
        noted.add(new Operation(client, begin, end, call, outcome));
        if (outcome instanceof Operation.Outcome.Found(int value)) {
            lastSeen = value;
        } else if (outcome instanceof Operation.Outcome.Done && call instanceof Operation.Call.Put put) {
            lastSeen = put.value();
        }
    }

    private Operation.Call next() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new Operation.Call.Get();
            case 4 -> new Operation.Call.Remove(want());
            default -> new Operation.Call.Put(++written * clients + client, want());
        };
    }

    private Operation.Want want() {
        return switch (random.nextInt(6)) {
            case 0 -> new Operation.Want.Absent();
            case 1 -> new Operation.Want.Gone();
            case 2, 3 -> new Operation.Want.Any();
            default -> new Operation.Want.Value(lastSeen);
        };
    }

    private Operation.Outcome answered(Storage storage, Operation.Call call) {
        try {
            return switch (call) {
                case Operation.Call.Get() -> random.nextInt(3) == 0 ? asked(storage) : found(storage.get(id));
                case Operation.Call.Put(int value, Operation.Want want) -> {
                    storage.apply(new Write.Put(id, body(value), expected(want)), WriteKey.NONE);
                    yield new Operation.Outcome.Done();
                }
                case Operation.Call.Remove(Operation.Want want) -> {
                    storage.apply(new Write.Remove(id, expected(want)), WriteKey.NONE);
                    yield new Operation.Outcome.Done();
                }
            };
        } catch (StorageException.NotFound none) {
            return new Operation.Outcome.Nothing();
        } catch (StorageException.Conflict conflict) {
            return new Operation.Outcome.Conflict();
        } catch (StorageException.Unreachable nobodyKnows) {
            return new Operation.Outcome.Unknown();
        }
    }

    /** The same by a query, which the index answers. */
    private Operation.Outcome asked(Storage storage) {
        List<Row> rows = storage.allDocs(new AllDocs(
                        QueryParser.parse("register:=\"%s\"".formatted(id.text())),
                        List.of(),
                        Limit.NONE,
                        List.of(),
                        true))
                .rows();
        return rows.isEmpty()
                ? new Operation.Outcome.Nothing()
                : found(rows.getFirst().doc());
    }

    private static Operation.Outcome found(ObjectNode body) {
        return new Operation.Outcome.Found(body.get("value").asInt());
    }

    private ObjectNode body(int value) {
        return JsonText.object().put("register", id.text()).put("value", value);
    }

    private Expected expected(Operation.Want want) {
        return switch (want) {
            case Operation.Want.Any() -> Expected.ANY;
            case Operation.Want.Absent() -> Expected.ABSENT;
            case Operation.Want.Gone() -> Expected.GONE;
            case Operation.Want.Value(int value) -> new Expected.Signed(Signature.of(body(value)));
        };
    }
}
