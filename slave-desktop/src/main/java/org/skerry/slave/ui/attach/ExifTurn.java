package org.skerry.slave.ui.attach;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a camera was held, as a JPEG file tells (Exif 2.32, 4.5 and 4.6.4). */
final class ExifTurn {

    /** As it is. */
    static final int UPRIGHT = 1;

    private static final int START = 0xFFD8;
    private static final int APP1 = 0xFFE1;
    private static final int FIRST_APP = 0xFFE0;
    private static final int LAST_APP = 0xFFEF;
    private static final int HEADER = 6; // "Exif" and two zeros
    private static final int ENTRY = 12;
    private static final int ORIENTATION = 0x0112;

    private ExifTurn() {}

    /** 1 to 8; 1 where nothing is told. Closes the file. */
    static int of(InputStream file) throws IOException {
        try (DataInputStream in = new DataInputStream(file)) {
            if (in.readUnsignedShort() != START) {
                return UPRIGHT;
            }
            while (true) {
                int marker = in.readUnsignedShort();
                int length = in.readUnsignedShort() - 2;
                if (marker < FIRST_APP || marker > LAST_APP || length < 0) {
                    return UPRIGHT;
                }
                byte[] segment = in.readNBytes(length);
                if (marker == APP1 && segment.length > HEADER && segment[0] == 'E' && segment[1] == 'x') {
                    return orientation(ByteBuffer.wrap(segment, HEADER, segment.length - HEADER)
                            .slice());
                }
            }
        } catch (IOException | RuntimeException cutOrWrong) {
            return UPRIGHT;
        }
    }

    private static int orientation(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int count = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
                return tiff.getShort(entry + 8) & 0xFFFF;
            }
        }
        return UPRIGHT;
    }
}
