package org.skerry.slave.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("ui")
@Timeout(120)
class ScreensTest {

    static List<Screen> screens() {
        return Screens.ALL;
    }

    @ParameterizedTest
    @MethodSource("screens")
    void aScreenIsRightInEveryLanguageThemeAndSize(Screen screen) {
        List<String> problems = ScreenCheck.problems(screen);

        assertEquals("", String.join("\n", problems));
    }
}
