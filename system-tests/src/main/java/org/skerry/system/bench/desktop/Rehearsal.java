package org.skerry.system.bench.desktop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.skerry.jio.Storage;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.WindowPicture;
import org.skerry.system.bench.Lab;
import org.skerry.system.bench.query.Dataset;
import org.skerry.system.bench.query.Loader;

/**
 * A short visit to a master of some records, by which the launcher learns what the window needs: a program of its own. It loads
 * nothing of a master into its own JVM, so that Java keeps the classes of a slave only.
 */
final class Rehearsal {

    /** So that there is something to scroll, and to search. */
    private static final int RECORDS = 400;

    private static final Duration SCROLLING = Duration.ofMillis(500);

    /** It takes a few seconds; the launcher does without what it was to learn if it gets stuck. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int STUCK = 1;

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().name("patience").daemon().start(Rehearsal::endStuck);
        WindowPicture.withoutScreen();
        Lab lab = Lab.open(doing -> {}); // closed at the end of the program, which is not here
        Path data = lab.folder("data");
        String url =
                lab.startMaster(data, List.of(), List.of("127.0.0.1")).urls().getFirst();
        Dataset records = Dataset.ofOwnCities(lab.folder("cities"), RECORDS);
        try (Slave slave = new Slave(SlaveSettings.of(MasterAddress.parse(url)));
                Storage storage = slave.storage(PATIENCE)) {
            Loader.load(records, storage, loaded -> {});
        }
        String settings = lab.folder("desktop").toString();
        Visit.main(new String[] {Long.toString(SCROLLING.toMillis()), "desktop", url, "--data", settings});
    }

    private static void endStuck() {
        try {
            TimeUnit.NANOSECONDS.sleep(PATIENCE.toNanos());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return;
        }
        System.err.println("The window did not do its part within " + PATIENCE.toSeconds() + " s.");
        System.exit(STUCK);
    }
}
