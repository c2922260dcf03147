package org.skerry.slave.ui.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

/** What helps to mend a fault: what failed, where, on which system. It holds no record. */
public final class ErrorReport {

    private ErrorReport() {}

    /** As plain text, in English for those who mend it. */
    public static String of(Throwable failure, Instant when) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return """
                Skerry desktop, %s
                Java %s (%s), JavaFX %s
                %s %s, %s

                %s""".formatted(
                        when,
                        Runtime.version(),
                        System.getProperty("java.vendor"),
                        System.getProperty("javafx.runtime.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        trace);
    }
}
