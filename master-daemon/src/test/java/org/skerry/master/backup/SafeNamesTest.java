package org.skerry.master.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SafeNamesTest {

    private static List<String> of(String... names) {
        SafeNames safe = new SafeNames();
        return List.of(names).stream().map(name -> safe.of(name, "file")).toList();
    }

    @Test
    void anyNameBecomesOneThatAnySystemTakes() {
        assertEquals(
                List.of(
                        "_",
                        "_-etc-x".replace('-', '_'),
                        "a_b_c",
                        "_CON",
                        "_nul.txt",
                        "_COM1",
                        "file",
                        "x_",
                        "_hidden",
                        "船.png"),
                of("..", "../etc/x", "a\\b:c", "CON", "nul.txt", "COM1", "", "x. ", ".hidden", "船.png"));
        assertEquals(List.of("a_b", "gpj_exe.png"), of("a\u0000b", "gpj\u202Eexe.png"));
    }

    @Test
    void namesThatAreOneWhereCaseIsIgnoredAreTwo() {
        assertEquals(List.of("A.txt", "a (2).txt", "a (3).TXT"), of("A.txt", "a.txt", "a.TXT"));
    }

    @Test
    void longNamesKeepTheirEndings() {
        String name = of("船".repeat(200) + ".png").getFirst();

        assertTrue(name.endsWith("船.png"), name);
        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 120, name);
    }
}
