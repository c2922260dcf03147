package org.skerry.protocol.fuzz;

import java.io.IOException;

/** Called by the fuzzer. */
public final class FuzzSignals {

    private FuzzSignals() {}

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() throws IOException {
        FuzzTarget.SIGNALS.runCorpus();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzTarget.SIGNALS.run(input);
    }
}
