package org.skerry.protocol.webrtc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What goes wrong next to native code, where nobody is there to catch it. */
final class NativeLog {

    private static final Logger LOG = System.getLogger(NativeLog.class.getName());

    private NativeLog() {}

    /** Must not throw: it is called from native callbacks. */
    static void callbackFailed(Throwable unexpected) {
        try {
            LOG.log(Level.WARNING, "A WebRTC event could not be handled", unexpected);
        } catch (Throwable hopeless) {
            // the log itself fails, out of memory perhaps; what leaves a callback would end the process
        }
    }

    static void closingFailed(String what, Throwable unexpected) {
        LOG.log(Level.WARNING, "WebRTC did not close properly: " + what, unexpected);
    }
}
