package org.skerry.slave.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * Tells Chinese text from Western text that is valid GB18030 by chance, as {@code Müller} in ISO-8859-1 is: of its
 * characters outside ASCII, at least half lie where GB 2312 has the common ones, or take four bytes.
 */
final class ChineseLikelihood {

    private static final int FIRST_COMMON = 0xA1; // of both bytes, GB 2312

    private static final int LAST_LEAD = 0xF7; // of the first byte, GB 2312

    private ChineseLikelihood() {}

    /** @param in text that is valid GB18030; read to its end */
    static boolean isLikely(InputStream in) throws IOException {
        long common = 0;
        long others = 0;
        for (int lead = in.read(); lead >= 0; lead = in.read()) {
            if (lead < 0x80) {
                continue;
            }
            int trail = in.read();
            if (trail >= '0' && trail <= '9') {
                in.skipNBytes(2); // a character of four bytes
                common++;
            } else if (lead >= FIRST_COMMON && lead <= LAST_LEAD && trail >= FIRST_COMMON) {
                common++;
            } else {
                others++;
            }
        }
        return common >= others;
    }
}
