package org.skerry.system.bench;

import org.skerry.jio.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a figure is told to people and to programs. */
public final class FigureText {

    private FigureText() {}

    /** The aim and whether it is met; empty where there is none. */
    static String verdict(Figure figure) {
        String aim = switch (figure.aim()) {
            case Aim.None() -> "";
            case Aim.AtMost(double limit) -> "   aim: at most " + figure.unit().format(limit);
            case Aim.AtLeast(double limit) ->
                "   aim: at least " + figure.unit().format(limit);
        };
        return aim.isEmpty() ? "" : aim + (figure.aim().isMet(figure.median()) ? ", met" : ", MISSED");
    }

    /** The figure with all its rounds. */
    public static ObjectNode json(Figure figure) {
        ObjectNode json = JsonText.object();
        json.put("what", figure.what()).put("unit", figure.unit().word()).put("median", figure.median());
        ArrayNode rounds = json.putArray("rounds");
        figure.values().forEach(rounds::add);
        switch (figure.aim()) {
            case Aim.None() -> {}
            case Aim.AtMost(double limit) -> json.put("at_most", limit);
            case Aim.AtLeast(double limit) -> json.put("at_least", limit);
        }
        if (!(figure.aim() instanceof Aim.None)) {
            json.put("is_met", figure.aim().isMet(figure.median()));
        }
        return json;
    }
}
