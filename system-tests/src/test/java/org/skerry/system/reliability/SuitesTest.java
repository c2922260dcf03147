package org.skerry.system.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The suites of {@code skerry bench reliability}, with few cases each; with {@code -Dskerry.reliability.times=10} ten times as
 * many. Others with {@code -Dskerry.reliability.seed=...}.
 */
@Tag("system")
@Timeout(900)
class SuitesTest {

    private static final int TIMES = Integer.getInteger("skerry.reliability.times", 1);
    private static final long SEED = Long.getLong("skerry.reliability.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "kill -9, 5",
        "power loss, 40",
        "nth call fails, 60",
        "disk full, 6",
        "bit flips, 20",
        "clock jumps, 10",
        "histories, 5"
    })
    void nothingIsLostDoubledOrWrong(String suite, int cases) throws Exception {
        assumeTrue(Suites.isPossible(), "needs Linux and a C compiler: on Debian, install gcc and libc6-dev");

        SuiteResult result = new Suites(folder, line -> {}).run(suite, cases * TIMES, SEED);

        assertEquals(List.of(), result.told(), "seed " + SEED);
        assertTrue(result.isClean(), "seed %d: %s".formatted(SEED, result));
        assertEquals(cases * TIMES, result.cases());
        assertTrue(result.acknowledged() > 0, "nothing was compared");
    }
}
