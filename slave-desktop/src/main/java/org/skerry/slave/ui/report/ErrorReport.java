package org.skerry.slave.ui.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.skerry.protocol.about.Release;

/** What helps to mend a fault: what failed, where, on which system. It holds no record. */
public final class ErrorReport {

    private ErrorReport() {}

    /** As plain text, in English for those who mend it. */
    public static String of(Throwable failure, Instant when) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return """
                Skerry desktop, %s
                %s

                %s""".formatted(when, SystemReport.of(Release.here()), trace);
    }
}
