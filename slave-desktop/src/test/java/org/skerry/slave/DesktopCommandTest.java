package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a fork of its own: the picture starts JavaFX. */
@Tag("native")
@Timeout(120)
class DesktopCommandTest {

    private static final String PLATFORM = "glass.platform";

    @TempDir
    Path folder;

    @BeforeEach
    void pretendAScreen() {
        System.setProperty(PLATFORM, "Headless");
    }

    @AfterEach
    void forgetTheScreen() {
        System.clearProperty(PLATFORM);
    }

    @Test
    void aPictureOfTheWindowNeedsNoScreen() throws Exception {
        Path picture = folder.resolve("window.png");

        Run run = Run.of("desktop", "--picture", picture.toString(), "--size", "1600x1000", "--language", "zh");

        assertEquals(0, run.status(), run.err());
        ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(picture));
        assertEquals("PNG", StandardCharsets.US_ASCII.decode(png.slice(1, 3)).toString());
        assertEquals(1600, png.getInt(16));
        assertEquals(1000, png.getInt(20));
    }

    @Test
    void aPictureThatMakesNoSenseIsWrongUsage() {
        assertTrue(Run.of("desktop", "--picture", "x.png", "--size", "large")
                .err()
                .startsWith("--size takes two numbers of pixels, as in 1100x720."));
    }
}
