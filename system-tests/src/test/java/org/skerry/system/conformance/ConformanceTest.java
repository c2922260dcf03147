package org.skerry.system.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole corpus, where this machine has it. */
class ConformanceTest {

    /** Names the corpus' folder; by default it is beside the checkout. */
    private static final String SETTING = "SKERRY_CONFORMANCE";

    @Test
    @Timeout(540)
    void nothingInTheCorpusFails() throws Exception {
        Path folder = Optional.ofNullable(System.getenv(SETTING))
                .or(() -> Optional.ofNullable(System.getProperty(SETTING)))
                .map(Path::of)
                .orElse(Path.of("../../shared/conformance"));
        assumeTrue(Files.isDirectory(folder), () -> "no corpus in " + folder.toAbsolutePath() + "; set " + SETTING);

        Report report = new Report(Corpus.read(folder).run());

        List<CaseResult> failed = report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.Failed)
                .toList();
        assertEquals(List.of(), failed);
        assertTrue(report.isGood());
    }
}
