package org.skerry.slave.files;

import java.io.PrintStream;
import org.skerry.jio.StoredRecord;

/** Records as JSON lines on standard output. */
final class LinesTarget implements RecordTarget {

    private final PrintStream out;

    LinesTarget(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(StoredRecord record) {
        out.print(JsonTarget.text(record) + "\n");
        if (out.checkError()) {
            throw new FileFailure("Standard output was closed.");
        }
    }

    @Override
    public void finish() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
