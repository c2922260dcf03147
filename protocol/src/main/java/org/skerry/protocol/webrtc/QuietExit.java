package org.skerry.protocol.webrtc;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** The end of a program that has used WebRTC. */
public final class QuietExit {

    private QuietExit() {}

    /**
     * Ends the virtual machine at once, without shutdown hooks; everything was closed before.
     *
     * <p>On the way out the native library's destructors print a complaint to standard output, where it would stand behind
     * the results of a command. The JDK closes a standard stream by redirecting it to nowhere, which silences them.
     *
     * @param status the exit status
     */
    public static void now(int status) {
        System.out.flush();
        System.err.flush();
        silence(FileDescriptor.out);
        silence(FileDescriptor.err);
        Runtime.getRuntime().halt(status);
    }

    private static void silence(FileDescriptor stream) {
        try {
            new FileOutputStream(stream).close();
        } catch (IOException closedBefore) {
            // nothing can be printed to it then either
        }
    }
}
