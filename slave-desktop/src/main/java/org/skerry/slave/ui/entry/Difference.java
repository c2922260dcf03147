package org.skerry.slave.ui.entry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field that is not the same in two versions of a record which come from a third one.
 *
 * @param mine empty if the field is not in my version
 * @param theirs empty if it is not in theirs
 * @param changed who has changed it; empty for both
 */
record Difference(String name, Optional<JsonNode> mine, Optional<JsonNode> theirs, Optional<Side> changed) {

    /** Whose version. */
    enum Side {
        MINE,
        THEIRS
    }

    /** The value on a side. */
    Optional<JsonNode> on(Side side) {
        return switch (side) {
            case MINE -> mine;
            case THEIRS -> theirs;
        };
    }

    /** The fields that differ, in the order of my version, then of theirs. */
    static List<Difference> between(ObjectNode base, ObjectNode mine, ObjectNode theirs) {
        Set<String> names = new LinkedHashSet<>(mine.propertyNames());
        names.addAll(theirs.propertyNames());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            Optional<JsonNode> my = Optional.ofNullable(mine.get(name));
            Optional<JsonNode> their = Optional.ofNullable(theirs.get(name));
            if (!isSame(my, their)) {
                Optional<JsonNode> old = Optional.ofNullable(base.get(name));
                Optional<Side> changed = isSame(my, old)
                        ? Optional.of(Side.THEIRS)
                        : isSame(their, old) ? Optional.of(Side.MINE) : Optional.empty();
                differences.add(new Difference(name, my, their, changed));
            }
        }
        return differences;
    }

    /** Their version with the fields of mine that were chosen. */
    static ObjectNode merge(ObjectNode theirs, Map<Difference, Side> choices) {
        ObjectNode merged = theirs.deepCopy();
        choices.forEach((difference, side) -> difference
                .on(side)
                .ifPresentOrElse(
                        value -> merged.set(difference.name(), value), () -> merged.remove(difference.name())));
        return merged;
    }

    /** To the last digit: 1.10 is not 1.1 for the one who typed it. */
    private static boolean isSame(Optional<JsonNode> one, Optional<JsonNode> other) {
        return one.map(JsonText::write).equals(other.map(JsonText::write));
    }
}
