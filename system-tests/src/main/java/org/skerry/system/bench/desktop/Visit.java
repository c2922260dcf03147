package org.skerry.system.bench.desktop;

import java.time.Duration;
import java.util.Arrays;
import org.skerry.slave.SlaveMain;
import org.skerry.slave.ui.WindowPicture;

/**
 * {@code skerry desktop} without a screen, and a visitor who tells on standard output what she meets: a program of its own.
 *
 * <p>Its arguments are the milliseconds that the visitor scrolls, 0 for one who only waits to be sent away by a line on
 * standard input; then those of {@code skerry desktop}.
 */
final class Visit {

    private Visit() {}

    public static void main(String[] arguments) {
        WindowPicture.withoutScreen();
        Visitor visitor = new Visitor(System.out, Duration.ofMillis(Long.parseLong(arguments[0])));
        Thread.ofPlatform().name("visitor").daemon().start(visitor);
        SlaveMain.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
