package org.skerry.slave.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MasterAddressTest {

    @Test
    void everythingThatNamesAMasterIsUnderstood() {
        Map.ofEntries(
                        Map.entry("192.168.1.5", "ws://192.168.1.5:9999/"),
                        Map.entry("  ws://192.168.1.5:9999/ ", "ws://192.168.1.5:9999/"),
                        Map.entry("WS://front-desk:8080", "ws://front-desk:8080/"),
                        Map.entry("front_desk.local:80/", "ws://front_desk.local:80/"),
                        Map.entry("[fd00::5]:9000", "ws://[fd00::5]:9000/"),
                        Map.entry("[::1]", "ws://[::1]:9999/"),
                        Map.entry("fd00::5", "ws://[fd00::5]:9999/"),
                        Map.entry("ws://[::1]/", "ws://[::1]:9999/"),
                        Map.entry("::1", "ws://[::1]:9999/"),
                        Map.entry("前台:9999", "ws://前台:9999/"),
                        Map.entry("localhost", "ws://localhost:9999/"),
                        Map.entry("3pc", "ws://3pc:9999/"),
                        Map.entry("skerry://192.168.1.5", "ws://192.168.1.5:9999/"),
                        Map.entry(" Skerry://192.168.1.5:80/?code=123456 ", "ws://192.168.1.5:80/"),
                        Map.entry("skerry://front-desk?x=/y", "ws://front-desk:9999/"),
                        Map.entry("skerry://%E5%89%8D%E5%8F%B0:80/#top", "ws://前台:80/"),
                        Map.entry("skerry://[fd00::5]:80/?code=1", "ws://[fd00::5]:80/"))
                .forEach((typed, url) ->
                        assertEquals(url, MasterAddress.parse(typed).toString(), typed));
    }

    @Test
    void whatNamesNoMasterIsAnsweredWithOneSentenceThatHelps() {
        List<String> wrong = List.of(
                "",
                "  ",
                "ws://",
                "http://192.168.1.5:9999/",
                "wss://192.168.1.5",
                "192.168.1",
                "192.168.1.300",
                "192.168.1.5:",
                "192.168.1.5:0",
                "192.168.1.5:65536",
                "192.168.1.5:99999999999999",
                "192.168.1.5:+80",
                "192.168.1.5:٣",
                ":9999",
                "192.168.1.5/records",
                "user@host",
                "a b",
                "[fd00::5",
                "[fd00::5]9999",
                "[front]",
                "fd00:::5",
                "fd00::xyz",
                "..",
                "-".repeat(300),
                "skerry://",
                "skerry:192.168.1.5",
                "skerry:///?code=123456",
                "skerry://192.168.1.5/records?code=123456",
                "skerry://user@host/",
                "skerry://a%0Ab/",
                "skerry://a%2Fb/",
                "skerry://a%zz/",
                "skerry://a+b/",
                "skerry://[fd00::5/?code=]",
                "skerry://10.0.0.1:" + "9".repeat(500) + "/",
                "skerry://10.0.0.1/" + "x".repeat(900),
                "skerry://10.0.0.1/?" + "x".repeat(10_000),
                "a" + "\u202e".repeat(100));

        for (String typed : wrong) {
            String sentence = assertThrows(IllegalArgumentException.class, () -> MasterAddress.parse(typed), typed)
                    .getMessage();
            assertTrue(sentence.endsWith(".") && !sentence.contains("\n") && sentence.length() < 200, sentence);
        }
    }

    @Test
    void eachMistakeIsToldWithThePartThatIsWrong() {
        Map.ofEntries(
                        Map.entry(" ", "EMPTY "),
                        Map.entry("https://10.0.0.1", "SCHEME https"),
                        Map.entry("10.0.0.1:9999/records", "PATH /records"),
                        Map.entry("[fd00::5", "BRACKETS [fd00::5"),
                        Map.entry("[front]", "IPV6 front"),
                        Map.entry(":9999", "NO_HOST "),
                        Map.entry("10.0.0", "IPV4 10.0.0"),
                        Map.entry("a b:1", "NAME a b"),
                        Map.entry("10.0.0.1:0", "PORT 0"),
                        Map.entry("skerry://10.0.0.1/records", "PATH /records"),
                        Map.entry("skerry://a\u202eb/", "NAME a?b"),
                        Map.entry("x".repeat(1_001), "LENGTH " + "x".repeat(60)))
                .forEach((typed, mistake) -> {
                    MasterAddress.Unreadable wrong =
                            assertThrows(MasterAddress.Unreadable.class, () -> MasterAddress.parse(typed));

                    assertEquals(mistake, wrong.mistake() + " " + wrong.part());
                });
    }

    @Test
    void theSentenceSaysWhatToType() {
        assertEquals(
                "A master's address starts with ws://, not with http://. "
                        + "Type the master's address, for instance 192.168.1.5 or ws://192.168.1.5:9999/.",
                assertThrows(IllegalArgumentException.class, () -> MasterAddress.parse("http://x"))
                        .getMessage());
    }
}
