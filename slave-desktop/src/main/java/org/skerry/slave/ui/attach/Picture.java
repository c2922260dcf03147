package org.skerry.slave.ui.attach;

/**
 * A picture, as large as it is shown.
 *
 * @param argb the pixels, line by line; not changed by anybody
 * @param fullWidth how wide the whole one is, upright
 * @param fullHeight likewise
 */
record Picture(int width, int height, int[] argb, int fullWidth, int fullHeight) {

    /** Turned as a camera says that it was held (Exif 2.32, Orientation). */
    Picture upright(int orientation) {
        boolean isTurned = orientation >= 5 && orientation <= 8;
        if (orientation < 2 || orientation > 8) {
            return this;
        }
        int wide = isTurned ? height : width;
        int high = isTurned ? width : height;
        int[] turned = new int[argb.length];
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                turned[y * wide + x] = argb[from(orientation, x, y)];
            }
        }
        return new Picture(wide, high, turned, isTurned ? fullHeight : fullWidth, isTurned ? fullWidth : fullHeight);
    }

    private int from(int orientation, int x, int y) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (orientation) {
            case 2 -> y * width + right - x;
            case 3 -> (bottom - y) * width + right - x;
            case 4 -> (bottom - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (bottom - x) * width + y;
            case 7 -> (bottom - x) * width + right - y;
            default -> x * width + right - y;
        };
    }
}
