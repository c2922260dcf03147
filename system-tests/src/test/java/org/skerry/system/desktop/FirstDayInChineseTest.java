package org.skerry.system.desktop;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

@Tag("system")
@Timeout(180)
final class FirstDayInChineseTest extends FirstDay {

    FirstDayInChineseTest() {
        super("zh");
    }
}
