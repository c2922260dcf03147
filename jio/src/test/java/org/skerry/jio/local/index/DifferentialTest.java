package org.skerry.jio.local.index;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The index answers as the evaluator, over random records and requests. More of them with
 * {@code -Dskerry.differential.evaluations=1000000}.
 */
class DifferentialTest {

    private static final int QUICK = 8_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 3})
    void indexAnswersAsTheEvaluator(long seed) throws IOException {
        System.out.println(Differential.run(seed, QUICK));
    }

    @Test
    void indexAnswersAsTheEvaluatorWhateverTheSeed() throws IOException {
        System.out.println(Differential.run(System.nanoTime(), Long.getLong("skerry.differential.evaluations", QUICK)));
    }
}
