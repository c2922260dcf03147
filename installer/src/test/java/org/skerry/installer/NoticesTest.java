package org.skerry.installer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link Notices}: every part is named with its licence, every text that has to come along does. */
final class NoticesTest {

    @TempDir
    private Path folder;

    private Path parts;
    private Path texts;

    @BeforeEach
    void folders() throws IOException {
        parts = Files.createDirectory(folder.resolve("parts"));
        texts = Files.createDirectory(folder.resolve("texts"));
    }

    @Test
    void namesEachPartOnceWithItsLicence() throws IOException {
        ObjectNode sbom = sbom(
                component("tools", "alpha", "1.0", "Apache-2.0"), component("tools", "alpha", "1.0", "Apache-2.0"));

        String notice = new Notices(parts, texts).text(sbom);

        assertEquals(
                1,
                notice.lines()
                        .filter(line -> line.matches("alpha +1\\.0 +Apache-2\\.0"))
                        .count(),
                notice);
    }

    @Test
    void leavesOurOwnModulesOut() throws IOException {
        String notice = new Notices(parts, texts).text(sbom(component("org.skerry", "jio", "0.1.0", "Apache-2.0")));

        assertFalse(notice.contains("jio"), notice);
    }

    @Test
    void collectsTextsFromJarsAndFromTheFolderEachOnce() throws IOException {
        jar("beta-2.0.jar", "META-INF/LICENSE", "Copyright Beta, all yours\n");
        jar("beta-more-2.0.jar", "META-INF/LICENSE.txt", "Copyright Beta, all yours\n");
        Files.writeString(texts.resolve("gamma.txt"), "Copyright Gamma\r\n");

        String notice = new Notices(parts, texts)
                .text(sbom(
                        component("b", "beta", "2.0", "MIT"),
                        component("b", "beta-more", "2.0", "MIT"),
                        component("g", "gamma", "3.0", "BSD-3-Clause")));

        assertAll(
                () -> assertEquals(2, notice.split("Copyright Beta", -1).length, "once"),
                () -> assertTrue(notice.contains("\nbeta, beta-more\n"), notice),
                () -> assertTrue(notice.contains("\ngamma\n"), notice),
                () -> assertFalse(notice.contains("\r"), "line ends"));
    }

    @Test
    void refusesALicenceThatNobodyHasLookedAt() {
        ObjectNode sbom = sbom(component("g", "greedy", "1", "GPL-3.0-only"));

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Notices(parts, texts).text(sbom));

        assertEquals(
                "greedy 1 is under GPL-3.0-only, which nobody has looked at; see Notices.ACCEPTED.",
                refused.getMessage());
    }

    @Test
    void refusesAPartWithoutTheTextThatItsLicenceWants() {
        ObjectNode sbom = sbom(component("m", "mute", "1", "MIT"));

        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Notices(parts, texts).text(sbom))
                .getMessage()
                .startsWith("mute 1 is under [MIT], but its text is neither in its jar nor in "));
    }

    @Test
    void refusesAPartWithoutALicence() {
        ObjectNode sbom = sbom(component("n", "nameless", "1", "MIT"));
        ((ObjectNode) sbom.get("components").get(0)).remove("licenses");

        assertEquals(
                "The bill of materials names no licence of nameless 1.",
                assertThrows(IllegalArgumentException.class, () -> new Notices(parts, texts).text(sbom))
                        .getMessage());
    }

    @Test
    void addsWhatMavenDoesNotKnow() {
        ObjectNode sbom = sbom(
                component("org.xerial", "sqlite-jdbc", "3.54.1.0", "Apache-2.0"),
                component("dev.onvoid.webrtc", "webrtc-java", "0.14.0", "Apache-2.0"),
                component("dev.onvoid.webrtc", "webrtc-java", "0.14.0", "Apache-2.0"));

        Notices.addNative(sbom, "25.0.3");

        assertEquals(
                "OpenJDK 25.0.3, SQLite 3.54.1, libwebrtc 0.14.0, FFmpeg 0.14.0",
                String.join(
                        ", ",
                        sbom.get("components")
                                .valueStream()
                                .skip(3)
                                .map(Part::of)
                                .map(part -> part.name() + " " + part.version())
                                .toList()));
    }

    private static ObjectNode sbom(ObjectNode... components) {
        ObjectNode sbom = JsonMapper.shared().createObjectNode();
        sbom.putArray("components").addAll(List.of(components));
        return sbom;
    }

    private static ObjectNode component(String group, String name, String version, String licence) {
        ObjectNode component = JsonMapper.shared()
                .createObjectNode()
                .put("group", group)
                .put("name", name)
                .put("version", version);
        component.putArray("licenses").addObject().putObject("license").put("id", licence);
        return component;
    }

    private void jar(String name, String entry, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(parts.resolve(name)))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
