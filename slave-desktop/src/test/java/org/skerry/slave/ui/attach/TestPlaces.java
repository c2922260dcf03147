package org.skerry.slave.ui.attach;

import java.nio.file.Path;

/** Where files lie in tests that do not look there. */
public final class TestPlaces {

    public static final FilePlaces BUILD = FilePlaces.in(Path.of("target", "files-of-tests"));

    private TestPlaces() {}
}
