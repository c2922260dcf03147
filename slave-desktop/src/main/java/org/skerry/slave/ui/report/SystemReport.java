package org.skerry.slave.ui.report;

import org.skerry.protocol.about.Release;

/** What whoever helps wants to know first: which release runs on what. It names neither person nor master. */
public final class SystemReport {

    private SystemReport() {}

    /** As plain text, in English for those who help. */
    public static String of(Release release) {
        return """
                %s
                Java %s (%s), JavaFX %s
                %s %s, %s""".formatted(
                        release.title(),
                        Runtime.version(),
                        System.getProperty("java.vendor"),
                        System.getProperty("javafx.runtime.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"));
    }
}
