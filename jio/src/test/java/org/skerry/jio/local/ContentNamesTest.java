package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ContentNamesTest {

    private static final long SEED = System.nanoTime();

    private static ContentNames of(List<String> names, String order) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t(sha256 text)");
            try (PreparedStatement insert = connection.prepareStatement("insert into t values(?)")) {
                for (String name : names) {
                    insert.setString(1, name);
                    insert.execute();
                }
            }
            statement.execute("insert into t values(null)");
            try (ResultSet rows = statement.executeQuery("select sha256 from t order by " + order)) {
                return ContentNames.of(rows);
            }
        }
    }

    private static List<String> some() {
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            names.add(HexFormat.of().formatHex(digest));
        }
        names.addAll(names.subList(0, 100)); // each is told once
        return names;
    }

    @Test
    void eachIsTheSameAsInASetInWhateverOrderTheyCome() throws SQLException {
        List<String> names = some();
        List<String> expected = List.copyOf(new TreeSet<>(names));

        for (String order : List.of("sha256", "sha256 desc", "rowid")) {
            ContentNames found = of(names, order);

            assertEquals(expected, found, "seed %d, %s".formatted(SEED, order));
            for (String name : expected) {
                assertTrue(found.contains(name), name);
                assertFalse(found.contains(name.substring(1) + (name.endsWith("0") ? "1" : "0")), name);
            }
        }
    }

    @Test
    void whatIsNoneBecauseItsRowIsDamagedStandsBehindTheOthers() throws SQLException {
        String name = "0a".repeat(32);
        ContentNames found = of(List.of("0A", name, "zz".repeat(32)), "sha256");

        assertEquals(List.of(name, "0A", "zz".repeat(32)), found);
        assertTrue(found.contains("0A"));
        assertFalse(found.contains("0B"));
        assertFalse(found.contains("0b".repeat(32)));
        assertEquals(List.of(), of(List.of(), "sha256"));
    }
}
