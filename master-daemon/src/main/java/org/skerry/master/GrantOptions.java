package org.skerry.master;

import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The options that say what a PC or a person may do. */
final class GrantOptions {

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "reader: may read records; writer: may also change them; admin: may do everything. Default:"
                    + " ${DEFAULT-VALUE}")
    private String role = "writer";

    @Option(
            names = "--types",
            paramLabel = "TYPE[=ROLE]",
            split = ",",
            description =
                    "Only records of these types, with commas between; - for those without a type. Each may have a"
                            + " role of its own: --types Ship,Crew=reader. Default: all")
    private List<String> types = List.of();

    @Option(names = "--own", description = "Only records that it made itself (they have its name in the field owner).")
    private boolean own;

    @Option(
            names = "--hide",
            paramLabel = "FIELD",
            split = ",",
            description = "Fields that it does not see, with commas between.")
    private List<String> hidden = List.of();

    void addTo(ObjectNode wish) {
        wish.put("role", role)
                .put("types", String.join(",", types))
                .put("own", own)
                .put("hidden", String.join(",", hidden));
    }
}
