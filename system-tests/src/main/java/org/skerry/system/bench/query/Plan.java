package org.skerry.system.bench.query;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param masterOptions for the master's Java machine
 * @param peerRecords how many records the peers get; empty: no peers
 * @param jioBrowser jIO's build for browsers
 */
record Plan(
        Repeats repeats,
        Way way,
        List<String> masterOptions,
        Optional<Integer> peerRecords,
        Optional<Path> jioBrowser) {

    Plan {
        masterOptions = List.copyOf(masterOptions);
    }

    /** How the records come to the master. */
    enum Way {
        /** Over WebRTC, as a user's would. */
        SLAVE("by one slave over WebRTC, 128 calls under way"),
        /** Into its data folder before it starts. */
        FOLDER("into the data folder before the master started, 128 writers");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
