package org.skerry.protocol.about;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {

    private static final Notices NOTICES = new Notices("NOTICE", "");

    @TempDir
    Path home;

    @Test
    void thisOneHasAVersionThatTheBuildHasPutIn() {
        assertTrue(
                Release.here().version().matches("[0-9]+(\\.[0-9]+)+.*"),
                Release.here().version());
    }

    @Test
    void aBuildOfPackagesSaysWhenAndFromWhat() {
        Release release = Release.of(
                properties(Map.of("version", "0.1.0", "commit", "1a2b3c4d5e6f", "built", "2026-11-29T23:10:00Z")));

        assertEquals(
                new Release("0.1.0", Optional.of("1a2b3c4d5e6f"), Optional.of(Instant.parse("2026-11-29T23:10:00Z"))),
                release);
        assertEquals(
                List.of(
                        "skerry 0.1.0",
                        "built 2026-11-29 from 1a2b3c4d5e6f",
                        "Apache License 2.0; the parts and their licences: NOTICE"),
                release.lines(NOTICES));
        assertEquals("Skerry 0.1.0, built 2026-11-29 from 1a2b3c4d5e6f", release.title());
    }

    @Test
    void whatIsNotSetIsADevelopmentBuild() {
        for (Map<String, String> written : List.of(
                Map.of("version", "0.1.0"),
                Map.of("version", "0.1.0", "commit", "", "built", ""),
                Map.of("version", "0.1.0", "commit", "${skerry.commit}", "built", "yesterday"))) {
            assertEquals(
                    "development build",
                    Release.of(properties(written)).lines(NOTICES).get(1),
                    written.toString());
        }
    }

    @Test
    void anInstallationHasItsOwnNotices() throws Exception {
        Path file = Files.createDirectories(home.resolve("legal")).resolve("THIRD-PARTY.txt");
        Files.writeString(file, "Parts\r\n  one\n\n");

        assertEquals(new Notices(file.toString(), "Parts\n  one"), Notices.of(Optional.of(home.toString())));
    }

    @Test
    void withoutThemThereIsNoticeOfTheJar() {
        for (Optional<String> nowhere : List.of(Optional.<String>empty(), Optional.of(home.toString()))) {
            Notices notices = Notices.of(nowhere);

            assertEquals("NOTICE", notices.place());
            assertTrue(notices.text().startsWith("Skerry\nCopyright"), notices.text());
        }
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
