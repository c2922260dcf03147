package org.skerry.system.desktop;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.slave.Slave;
import org.skerry.slave.SlaveSettings;
import org.skerry.slave.link.MasterAddress;
import tools.jackson.databind.node.ObjectNode;

/** The records that these tests enter. */
final class People {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private People() {}

    static ObjectNode person(String name) {
        return JsonText.object().put("portal_type", "Person").put("name", name);
    }

    static ObjectNode person(String name, String town) {
        return person(name).put("town", town);
    }

    /** Every record of a master as another slave sees them, sorted by name. */
    static List<ObjectNode> of(MasterAddress master) {
        try (Slave other = new Slave(SlaveSettings.of(master))) {
            var everything = new AllDocs(Query.ALL, List.of(), Limit.NONE, List.of(), true);
            return other.storage(PATIENCE).allDocs(everything).rows().stream()
                    .map(row -> Objects.requireNonNull(row.doc()))
                    .sorted(Comparator.comparing(body -> body.path("name").stringValue()))
                    .toList();
        }
    }
}
