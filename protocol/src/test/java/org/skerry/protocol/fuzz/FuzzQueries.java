package org.skerry.protocol.fuzz;

import java.io.IOException;

/** Called by the fuzzer. */
public final class FuzzQueries {

    private FuzzQueries() {}

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() throws IOException {
        FuzzTarget.QUERIES.runCorpus();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzTarget.QUERIES.run(input);
    }
}
