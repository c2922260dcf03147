package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.node.POJONode;

class JioDateTest {

    private static String shown(JioDate date) {
        return date.precision().name().toLowerCase(Locale.ROOT) + " "
                + date.moment().map(Object::toString).orElse("invalid");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "2012, year 2012-01-01T00:00:00Z",
                "in 2012, year 2012-01-01T00:00:00Z",
                "05/02/2012, year 2005-01-01T00:00:00Z",
                "`Fri, 08 Sep 2017 07:46:27 +0000`, year 2008-01-01T00:00:00Z",
                "2012-05, month 2012-05-01T00:00:00Z",
                "2012-05-02 06, hour 2012-05-02T06:00:00Z",
                "2012-05-02 6:07, day 2012-05-02T06:07:00Z",
                "2012-05-02T06:07Z, minute 2012-05-02T06:07:00Z",
                "2012-05-02T06:07, day 2012-05-02T06:07:00Z",
                "2012-05-02T08:07-0330, day 2012-05-02T11:37:00Z",
                "2012-05-02T08:07:08.5+02:00, millisecond 2012-05-02T06:07:08.500Z",
                "2012-05-02 06:07:08.5, second 2012-05-02T06:07:08.500Z",
                "2012-123, month 2012-05-02T00:00:00Z",
                "2012-05-02 24:00, minute 2012-05-03T00:00:00Z",
                "2011-02-29, day invalid",
                "2012-05-02 25:00, minute invalid",
                "x2012-05-02, day invalid"
            })
    void precisionAndMomentFollowTheText(String text, String expected) {
        assertEquals(expected, shown(JioDate.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foobar", "201", "２０１２"})
    void fourDigitsAreNeeded(String text) {
        StorageException.BadRequest refusal =
                assertThrows(StorageException.BadRequest.class, () -> JioDate.parse(text));

        assertEquals("Cannot parse: " + text, refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "2011, 2011-03, 0", "2011-03, 2011-04, -1", "2012-01-01, 2011-12-31 23:59, 1",
        "2012-05-02T08:07:08+02:00, 2012-05-02 06:07:08.999, 0", "2011-02-29, 2011-02-29, 1", "2012, 2011-02-29, 1"
    })
    void datesCompareAtTheCoarserPrecision(String left, String right, int sign) {
        assertEquals(sign, JioDate.parse(left).cmp(JioDate.parse(right)));
    }

    @Test
    void momentsAreWrittenAtAPrecision() {
        JioDate date = JioDate.parse("2012-03-04T08:52:13.746Z");

        assertEquals("2012-03-04 08:52:13.746", date.toPrecisionString());
        assertEquals("2012-03-04 08", date.toPrecisionString(JioDate.Precision.HOUR));
        assertThrows(StorageException.BadRequest.class, () -> JioDate.Precision.of("week"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "2017, 1483228800000",
                "2017-02-30, 1488412800000",
                "2017-09-08T10:00:00+02:00, 1504857600000",
                "`Fri, 08 Sep 2017 07:46:27 EST`, 1504874787000",
                "`Sep 8, 2017 5:06 pm`, 1504890360000",
                "2017/09/08, 1504828800000",
                "12, 1007164800000"
            })
    void dateTimesAreReadAsJavaScriptReadsThem(String text, long millis) {
        assertEquals(OptionalLong.of(millis), JsDate.millis(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "2017-13-01", "20170908", "1e3", "2017-09-08T25:00Z", "8 of 9"})
    void otherTextsAreNoDateTimes(String text) {
        assertEquals(OptionalLong.empty(), JsDate.millis(text));
    }

    @Test
    void dateTimeCastIsKnownToTheMillisecond() {
        var cast = KeySchema.castDateTime(JsonText.nodes().stringNode("2017"));

        assertEquals("millisecond 2017-01-01T00:00:00Z", shown((JioDate) ((POJONode) cast).getPojo()));
    }
}
