package org.skerry.slave;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One command of the slave, run in this process. */
record Run(int status, String out, String err) {

    static Run of(String... arguments) {
        return with("", arguments);
    }

    static Run with(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        int status = SlaveMain.run(
                new SlaveMain.Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), outStream, errStream),
                arguments);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
