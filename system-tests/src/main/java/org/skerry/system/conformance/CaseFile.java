package org.skerry.system.conformance;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One file of the corpus. */
record CaseFile(Path path, List<JsonNode> cases) {

    String name() {
        return path.getFileName().toString();
    }
}
