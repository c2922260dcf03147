package org.skerry.slave.ui.entry;

import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.text.Language;
import tools.jackson.databind.JsonNode;

/**
 * Numbers as people write them: with a point or a comma, digits in groups, in full width. A text that may mean two numbers
 * is a mistake, not a guess.
 */
final class NumberText {

    private static final Pattern SPACE_BEFORE_GROUP = Pattern.compile("(?<=\\d)[ '’](?=\\d{3}(?!\\d))");
    private static final Pattern GROUPED_BY_COMMAS = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[-+]?\\d{1,3}(\\.\\d{3})+,\\d+");
    private static final Pattern ONE_COMMA = Pattern.compile("[-+]?\\d*,\\d+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d*(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Pattern DIGIT = Pattern.compile("\\d");

    private NumberText() {}

    static String write(JsonNode number, Language language) {
        String text = JsonText.write(number);
        return hasDecimalComma(language) ? text.replace('.', ',') : text;
    }

    static Reading read(String text, Language language) {
        String typed = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().replace('\u2212', '-');
        String digits = SPACE_BEFORE_GROUP.matcher(typed).replaceAll("");
        boolean hasOneComma = ONE_COMMA.matcher(digits).matches();
        if (hasOneComma && hasDecimalComma(language)) {
            return number(digits.replace(',', '.'), text);
        }
        if (GROUPED_BY_COMMAS.matcher(digits).matches()) {
            String without = digits.replace(",", "");
            return hasOneComma
                    ? Reading.mistake("entry.mistake.number.twoWays", text.strip(), without, digits.replace(',', '.'))
                    : number(without, text);
        }
        if (GROUPED_BY_POINTS.matcher(digits).matches()) {
            return number(digits.replace(".", "").replace(',', '.'), text);
        }
        return number(hasOneComma ? digits.replace(',', '.') : digits, text);
    }

    private static Reading number(String digits, String typed) {
        if (!NUMBER.matcher(digits).matches() || !DIGIT.matcher(digits).find()) {
            return Reading.mistake("entry.mistake.number", typed.strip());
        }
        try {
            return Reading.value(JsonText.read(asJson(digits)));
        } catch (StorageException.BadRequest outOfRange) {
            return Reading.mistake("entry.mistake.number.large");
        }
    }

    /** JSON has no plus, no zero too many and no point at the beginning. */
    private static String asJson(String digits) {
        String sign = digits.startsWith("-") ? "-" : "";
        String rest = digits.replaceFirst("^[-+]", "").replaceFirst("^0+(?=\\d)", "");
        return sign + (rest.startsWith(".") ? "0" : "") + rest;
    }

    private static boolean hasDecimalComma(Language language) {
        return DecimalFormatSymbols.getInstance(language.locale()).getDecimalSeparator() == ',';
    }
}
