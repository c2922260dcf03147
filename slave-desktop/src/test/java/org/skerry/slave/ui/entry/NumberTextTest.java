package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.jio.JsonText;
import org.skerry.slave.ui.text.Language;
import tools.jackson.databind.JsonNode;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ENGLISH | 9007199254740993 | 9007199254740993
                    ENGLISH | 1.10             | 1.10
                    ENGLISH | -0.5             | -0.5
                    ENGLISH | +7               | 7
                    ENGLISH | .5               | 0.5
                    ENGLISH | 007              | 7
                    ENGLISH | 1e3              | 1E+3
                    ENGLISH | 1,10             | 1.10
                    ENGLISH | 1,234.5          | 1234.5
                    ENGLISH | 1,234,567        | 1234567
                    ENGLISH | 1,234            | entry.mistake.number.twoWays
                    ENGLISH | 1 234 567        | 1234567
                    ENGLISH | twelve           | entry.mistake.number
                    ENGLISH | 1.2.3            | entry.mistake.number
                    ENGLISH | -                | entry.mistake.number
                    ENGLISH | 1e99999          | entry.mistake.number.large
                    CHINESE | １２．５         | 12.5
                    FRENCH  | 1,10             | 1.10
                    FRENCH  | 1,234            | 1.234
                    FRENCH  | 1.234,5          | 1234.5
                    FRENCH  | 1.5              | 1.5
                    FRENCH  | 12 000,75        | 12000.75
                    """)
    void whatIsTypedIsReadToTheLastDigitOrNotAtAll(Language language, String typed, String expected) {
        String read = switch (NumberText.read(typed, language)) {
            case Reading.Value(JsonNode value) -> JsonText.write(value);
            case Reading.Nothing() -> "";
            case Reading.Mistake(var why) -> why.key();
        };

        assertEquals(expected, read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENGLISH | 1.10 | 1.10
            CHINESE | 1.10 | 1.10
            FRENCH  | 1.10 | 1,10
            """)
    void numbersAreWrittenWithThePointOfTheLanguage(Language language, String json, String expected) {
        assertEquals(expected, NumberText.write(JsonText.read(json), language));
    }
}
