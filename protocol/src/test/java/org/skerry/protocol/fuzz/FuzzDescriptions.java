package org.skerry.protocol.fuzz;

import java.io.IOException;

/** Called by the fuzzer. */
public final class FuzzDescriptions {

    private FuzzDescriptions() {}

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() throws IOException {
        FuzzTarget.DESCRIPTIONS.runCorpus();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzTarget.DESCRIPTIONS.run(input);
    }
}
