package org.skerry.jio.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A disk of 4 MB, in memory. Only root may mount one, and only on Linux: elsewhere the test is skipped, and says why. */
final class SmallDisk {

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    static SmallDisk mount(Path place) throws InterruptedException {
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place.toString()),
                "mounting needs root on Linux");
        return new SmallDisk(place);
    }

    void makeReadOnly() throws InterruptedException {
        assumeTrue(runs("mount", "-o", "remount,ro", place.toString()), "remounting is not allowed");
    }

    void unmount() throws InterruptedException {
        runs("umount", "-l", place.toString());
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
