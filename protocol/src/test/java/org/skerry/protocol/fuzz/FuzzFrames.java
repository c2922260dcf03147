package org.skerry.protocol.fuzz;

import java.io.IOException;

/** Called by the fuzzer. */
public final class FuzzFrames {

    private FuzzFrames() {}

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() throws IOException {
        FuzzTarget.FRAMES.runCorpus();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzTarget.FRAMES.run(input);
    }
}
