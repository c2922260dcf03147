package org.skerry.slave.ui.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.slave.ui.text.Language;

class DateTextTest {

    @Test
    void daysAreWrittenAsTheLanguageWritesThem() {
        assertEquals(
                List.of("Nov 5, 2026", "2026年11月5日", "5 nov. 2026"),
                Arrays.stream(Language.values())
                        .map(language -> DateText.write("2026-11-05", language))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ENGLISH | 2026-11-05
                    ENGLISH | 2026-11-5
                    ENGLISH | Nov 5, 2026
                    ENGLISH | november 5, 2026
                    ENGLISH | 5 Nov 2026
                    ENGLISH | 11/5/26
                    ENGLISH | 11/5/2026
                    CHINESE | 2026年11月5日
                    CHINESE | 2026/11/5
                    CHINESE | ２０２６－１１－０５
                    FRENCH  | 5 nov. 2026
                    FRENCH  | 5 novembre 2026
                    FRENCH  | 05/11/2026
                    FRENCH  | 5.11.2026
                    """)
    void daysAreReadAsPeopleWriteThem(Language language, String typed) {
        assertEquals(Optional.of(LocalDate.of(2026, 11, 5)), DateText.day(typed, language));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ENGLISH | 2026-02-30
                    ENGLISH | 13/13/2026
                    ENGLISH | Nov 5
                    FRENCH  | 31/11/2026
                    CHINESE | 明天
                    """)
    void whatIsNoDayIsNotGuessed(Language language, String typed) {
        assertEquals(Optional.empty(), DateText.day(typed, language));
    }

    @Test
    void onlyRealDaysOfIsoAreDaysInARecord() {
        assertTrue(DateText.isIso("2026-11-05"));
        assertFalse(DateText.isIso("2026-02-30"));
        assertFalse(DateText.isIso("2026-11-05T10:00:00Z"));
    }
}
