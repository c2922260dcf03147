package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.entry.Difference.Side;
import tools.jackson.databind.node.ObjectNode;

class DifferenceTest {

    private static final ObjectNode BASE = record("{\"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1.1, \"e\": 1}");

    @Test
    void onlyWhatDiffersIsToldWithWhoChangedIt() {
        ObjectNode mine = record("{\"a\": 2, \"b\": 1, \"c\": 2, \"d\": 1.10, \"new\": 1}");
        ObjectNode theirs = record("{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 1.1, \"e\": 1}");

        List<String> told = Difference.between(BASE, mine, theirs).stream()
                .map(each -> each.name() + " " + each.changed().map(Side::name).orElse("both"))
                .toList();

        assertEquals(List.of("a MINE", "b THEIRS", "c both", "d MINE", "new MINE", "e MINE"), told);
    }

    @Test
    void whatIsChosenGoesIntoTheirVersion() {
        ObjectNode mine = record("{\"a\": 2, \"c\": 2}");
        ObjectNode theirs = record("{\"x\": 1, \"a\": 3, \"b\": 1, \"c\": 3}");
        Map<Difference, Side> choices = new LinkedHashMap<>();
        for (Difference each : Difference.between(BASE, mine, theirs)) {
            choices.put(each, each.name().equals("c") ? Side.THEIRS : Side.MINE);
        }

        assertEquals("{\"a\":2,\"c\":3}", JsonText.write(Difference.merge(theirs, choices)));
    }

    private static ObjectNode record(String json) {
        return (ObjectNode) JsonText.read(json);
    }
}
