package org.skerry.system.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.jio.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was measured, as a table for people and as JSON for programs. */
public final class Report {

    private static final String ROW = "  %-58s %12s   %s";

    private final Map<String, String> machine;
    private final Effort effort;
    private final List<Section> sections = new ArrayList<>();

    private record Section(Bench bench, List<Figure> figures, double loadBefore, double loadAfter) {}

    public Report(Map<String, String> machine, Effort effort) {
        this.machine = new LinkedHashMap<>(machine);
        this.effort = effort;
    }

    /** @param loadBefore see {@link Machine#load} */
    public void add(Bench bench, List<Figure> figures, double loadBefore, double loadAfter) {
        sections.add(new Section(bench, List.copyOf(figures), loadBefore, loadAfter));
    }

    public void print(PrintWriter out) {
        machine.forEach((what, value) -> out.println(what + ": " + value));
        out.println("%d rounds, each measurement %d ms; medians over the rounds, lowest and highest beside them"
                .formatted(effort.rounds(), effort.span().toMillis()));
        for (Section section : sections) {
            out.println();
            out.println("%s: %s".formatted(section.bench.name(), section.bench.subject()));
            out.println(String.format(
                    Locale.ROOT, "(load average %.1f before, %.1f after)", section.loadBefore, section.loadAfter));
            section.figures.forEach(figure -> print(out, figure));
        }
        out.flush();
    }

    public ObjectNode json() {
        ObjectNode json = JsonText.object();
        ObjectNode where = json.putObject("machine");
        machine.forEach(where::put);
        json.put("rounds", effort.rounds()).put("span_ms", effort.span().toMillis());
        ArrayNode benches = json.putArray("benches");
        for (Section section : sections) {
            ObjectNode bench = benches.addObject().put("name", section.bench.name());
            bench.put("load_before", section.loadBefore).put("load_after", section.loadAfter);
            ArrayNode figures = bench.putArray("figures");
            section.figures.forEach(figure -> figures.add(FigureText.json(figure)));
        }
        return json;
    }

    private static void print(PrintWriter out, Figure figure) {
        Figure.Unit unit = figure.unit();
        String range = figure.values().size() == 1
                ? ""
                : "(%s - %s)".formatted(unit.format(figure.lowest()), unit.format(figure.highest()));
        String row = ROW.formatted(figure.what(), unit.format(figure.median()), range + FigureText.verdict(figure));
        out.println(row.stripTrailing());
    }
}
