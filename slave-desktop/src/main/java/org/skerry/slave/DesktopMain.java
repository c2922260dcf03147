package org.skerry.slave;

import java.util.stream.Stream;

/** The window, for systems whose launchers pass on nothing but what they are given: a link, or options of the window. */
public final class DesktopMain {

    private DesktopMain() {}

    /** As {@code skerry desktop} with these arguments. */
    public static void main(String[] arguments) {
        SlaveMain.main(ofDesktop(arguments));
    }

    static String[] ofDesktop(String... arguments) {
        return Stream.concat(Stream.of("desktop"), Stream.of(arguments)).toArray(String[]::new);
    }
}
