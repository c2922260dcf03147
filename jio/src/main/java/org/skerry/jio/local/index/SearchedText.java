package org.skerry.jio.local.index;

import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.FieldView;
import tools.jackson.databind.JsonNode;

/** What full text looks at in a record: its texts and numbers at any depth, one a line, but not its id. */
final class SearchedText {

    private final StringBuilder text = new StringBuilder();

    private SearchedText() {}

    static String of(StoredRecord searched) {
        SearchedText lines = new SearchedText();
        for (var field : searched.body().properties()) {
            if (!field.getKey().equals(FieldView.ID)) {
                lines.add(field.getValue());
            }
        }
        return lines.text.toString();
    }

    private void add(JsonNode value) {
        if (value.isString()) {
            text.append(value.stringValue()).append('\n');
        } else if (value.isNumber()) {
            FieldView.of(value).texts().forEach(number -> text.append(number).append('\n'));
        } else {
            value.forEach(this::add); // lists and objects; of others there is none
        }
    }
}
