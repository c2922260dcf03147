package org.skerry.system.bench.query;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skerry.jio.JsonText;
import org.skerry.system.bench.Figure;
import org.skerry.system.bench.FigureText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The tables for people, and as JSON for programs. */
final class QueryReport {

    private static final int NAME_WIDTH = 44;

    private final Map<String, String> machine;
    private final List<Table> tables = new ArrayList<>();
    private final List<Double> loads = new ArrayList<>();

    QueryReport(Map<String, String> machine) {
        this.machine = new LinkedHashMap<>(machine);
    }

    /** @param load of the machine when this was measured */
    void add(Table table, double load) {
        tables.add(table);
        loads.add(load);
    }

    void print(PrintWriter out) {
        machine.forEach((what, value) -> out.println(what + ": " + value));
        for (int i = 0; i < tables.size(); i++) {
            Table table = tables.get(i);
            out.println();
            out.println("%s: %s".formatted(table.name(), table.subject()));
            out.println(String.format(Locale.ROOT, "(load average %.1f)", loads.get(i)));
            List<String> columns = columns(table);
            if (columns.size() > 1) {
                out.println(line("", columns, ""));
            }
            table.rows().forEach(row -> out.println(line(row, columns)));
        }
        out.flush();
    }

    /** What the figures are called, of all rows together. */
    private static List<String> columns(Table table) {
        return table.rows().stream()
                .flatMap(row -> row.figures().stream())
                .map(Figure::what)
                .distinct()
                .toList();
    }

    private static String line(Table.Row row, List<String> columns) {
        List<String> cells = columns.stream()
                .map(column -> row.figures().stream()
                        .filter(figure -> figure.what().equals(column))
                        .map(figure -> figure.unit().format(figure.median()))
                        .findFirst()
                        .orElse(""))
                .toList();
        String between = row.verdict().isEmpty() || row.remark().isEmpty() ? "" : "; ";
        String end = row.verdict() + between + row.remark();
        return line(row.what(), row.figures().isEmpty() ? List.of() : cells, end);
    }

    private static String line(String name, List<String> cells, String end) {
        StringBuilder line = new StringBuilder("  ").append(pad(name, NAME_WIDTH));
        cells.forEach(cell -> line.append(String.format(Locale.ROOT, " %12s", cell)));
        return line.append("  ").append(end).toString().stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    ObjectNode json() {
        ObjectNode json = JsonText.object();
        ObjectNode where = json.putObject("machine");
        machine.forEach(where::put);
        ArrayNode all = json.putArray("tables");
        for (int i = 0; i < tables.size(); i++) {
            Table table = tables.get(i);
            ObjectNode one = all.addObject().put("name", table.name()).put("subject", table.subject());
            one.put("load", loads.get(i));
            ArrayNode rows = one.putArray("rows");
            table.rows().forEach(row -> rows.add(json(row)));
        }
        return json;
    }

    private static ObjectNode json(Table.Row row) {
        ObjectNode json = JsonText.object().put("what", row.what());
        ArrayNode figures = json.putArray("figures");
        row.figures().forEach(figure -> figures.add(FigureText.json(figure)));
        return row.remark().isEmpty() ? json : json.put("remark", row.remark());
    }
}
