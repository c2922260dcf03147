package org.skerry.slave.files;

import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value as a cell of a CSV file that Skerry has exported, so that it comes back as it was: numbers, true, false, null
 * stand bare; texts stand as they are, between quotes where bare they would be something else; lists and objects as JSON
 * between quotes. A text that looks like JSON, or that CSV cannot hold, is written as a JSON text. An absent field is a bare
 * empty cell.
 */
final class ExportedCell {

    private ExportedCell() {}

    static CsvRow.Cell write(JsonNode value) {
        if (!value.isString()) {
            return new CsvRow.Cell(JsonText.write(value), value.isContainer());
        }
        String text = value.stringValue();
        boolean asJson = looksLikeJson(text) || text.indexOf(0) >= 0 || !JsonText.isWellFormed(text);
        return asJson
                ? new CsvRow.Cell(JsonText.write(value), true)
                : new CsvRow.Cell(text, text.isEmpty() || bareLiteral(text).isPresent());
    }

    static Optional<JsonNode> read(CsvRow.Cell cell) {
        if (cell.isQuoted()) {
            return Optional.of((looksLikeJson(cell.text()) ? json(cell.text()) : Optional.<JsonNode>empty())
                    .orElseGet(() -> JsonText.nodes().stringNode(cell.text())));
        }
        if (cell.text().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                bareLiteral(cell.text()).orElseGet(() -> JsonText.nodes().stringNode(cell.text())));
    }

    private static boolean looksLikeJson(String text) {
        return !text.isEmpty() && "{[\"".indexOf(text.charAt(0)) >= 0;
    }

    private static Optional<JsonNode> bareLiteral(String text) {
        return "-0123456789tfn".indexOf(text.charAt(0)) >= 0
                ? json(text).filter(value -> JsonText.write(value).equals(text))
                : Optional.empty();
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JsonText.read(text));
        } catch (StorageException.BadRequest noJson) {
            return Optional.empty();
        }
    }
}
