package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.jio.JsonText;

class JsTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.0, 0",
        "1.0, 1",
        "1.50, 1.5",
        "100, 100",
        "-12.5, -12.5",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e300, 1.5e+300",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "1.25e-7, 1.25e-7",
        "5e-324, 5e-324",
        "9007199254740993, 9007199254740992",
        "1e400, Infinity",
        "123456789012345680000, 123456789012345680000",
        "0.1, 0.1",
        "1e23, 1e+23",
        "4.35, 4.35"
    })
    void numbersReadAsInJavaScript(String json, String text) {
        assertEquals(text, JsText.of(JsonText.read(json)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, 0",
                "` \u00a0\ufeff`, 0",
                "` 2 `, 2",
                "0x10, 16",
                "0b101, 5",
                "0o17, 15",
                "1e3, 1000",
                ".5, 0.5",
                "5., 5",
                "+5, 5",
                "-5e-1, -0.5",
                "Infinity, Infinity",
                "-Infinity, -Infinity",
                "infinity, NaN",
                "1_0, NaN",
                "1d, NaN",
                "0x, NaN",
                "-0x10, NaN",
                "abc, NaN",
                "１, NaN",
                "`1 2`, NaN",
                "., NaN",
                "e5, NaN",
                "0x1p3, NaN"
            })
    void textsBecomeNumbersAsInJavaScript(String text, double number) {
        assertEquals(number + 0.0, JsText.toNumber(text) + 0.0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`[1,null,[2,\"x\"],{}]`, `1,,2,x,[object Object]`",
                "null, null",
                "true, true",
                "`[]`, ``",
                "`{\"a\":1}`, `[object Object]`"
            })
    void otherValuesReadAsInJavaScript(String json, String text) {
        assertEquals(text, JsText.of(JsonText.read(json)));
    }
}
