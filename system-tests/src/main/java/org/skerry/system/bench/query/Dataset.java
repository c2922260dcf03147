package org.skerry.system.bench.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.jio.StoredRecord;
import org.skerry.system.bench.BenchFailed;

/** The records to search in: real ones where there are files of them, the rest invented. The same at every run. */
public final class Dataset {

    private static final String CITIES = "world-cities.csv.gz";
    private static final String VILLAGES = "china-villages.csv.gz";
    private static final String OWN_CITIES = "/org/skerry/system/demo/" + CITIES;

    private final RealRecords cities;
    private final Optional<RealRecords> villages;
    private final Shares shares;

    private Dataset(RealRecords cities, Optional<RealRecords> villages, Shares shares) {
        this.cities = cities;
        this.villages = villages;
        this.shares = shares;
    }

    /** Of the two files in a folder. */
    public static Dataset of(Path files, int records) throws IOException {
        for (String name : new String[] {CITIES, VILLAGES}) {
            if (!Files.isReadable(files.resolve(name))) {
                throw new BenchFailed("There is no file %s in %s.".formatted(name, files));
            }
        }
        return of(
                RealRecords.cities(files.resolve(CITIES)),
                Optional.of(RealRecords.villages(files.resolve(VILLAGES))),
                records);
    }

    /** Of the cities that this program brings with it, unpacked to a file that does not exist yet. */
    public static Dataset ofOwnCities(Path file, int records) throws IOException {
        Path named = Path.of(file + ".csv.gz");
        try (InputStream packed = Dataset.class.getResourceAsStream(OWN_CITIES)) {
            if (packed == null) {
                throw new IllegalStateException("the city file is not in the jar");
            }
            Files.copy(packed, named);
        }
        return of(RealRecords.cities(named), Optional.empty(), records);
    }

    private static Dataset of(RealRecords cities, Optional<RealRecords> villages, int records) {
        Shares shares = Shares.of(records, cities.there(), villagesThere(villages));
        return new Dataset(cities, villages, shares);
    }

    private static int villagesThere(Optional<RealRecords> villages) {
        return villages.map(RealRecords::there).orElse(0);
    }

    /** Real ones only, up to a number: what has no nulls, at which jIO stumbles. */
    Dataset real(int records) {
        return new Dataset(cities, villages, Shares.ofReal(records, cities.there(), villagesThere(villages)));
    }

    Shares shares() {
        return shares;
    }

    /** Hands out every record, on this thread. */
    public void forEach(Consumer<StoredRecord> taker) {
        cities.forEach(shares.cities(), taker);
        villages.ifPresent(all -> all.forEach(shares.villages(), taker));
        for (int i = 0; i < shares.invented(); i++) {
            taker.accept(InventedRecords.record(i));
        }
    }
}
