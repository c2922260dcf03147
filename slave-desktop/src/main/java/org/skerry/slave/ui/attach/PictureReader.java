package org.skerry.slave.ui.attach;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads pictures that anybody may have made: looks at the size that is said first, and keeps no more pixels than are shown.
 * With ImageIO, which leaves out lines while it reads; JavaFX would keep the whole picture, and each one of an animation. Any
 * thread.
 */
final class PictureReader {

    /** More than telephones take by themselves; a progressive JPEG needs some 3 bytes for each of them while it is read. */
    static final long MAX_PIXELS = 64_000_000;

    private static final int MAX_SIDE = 60_000;

    private static final int BMP_HEADER = 38;
    private static final short BMP_MAGIC = 'B' | 'M' << 8;
    private static final int BMP_SHORT_HEADER = 12; // of OS/2: nothing is compressed there
    private static final int BMP_JPEG = 4;
    private static final int BMP_PNG = 5;

    /** Cameras and programs take 10 or so. Each pass is decoded as a whole picture, and takes a few bytes of the file. */
    private static final int MAX_PASSES = 30;

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true"); // the window is JavaFX's; AWT is not to look for a screen
        }
    }

    /** It cannot be shown. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean isTooLarge;

        Unreadable(boolean isTooLarge, Throwable cause) {
            super(cause);
            this.isTooLarge = isTooLarge;
        }

        /** Whether only its size is the reason. */
        boolean isTooLarge() {
            return isTooLarge;
        }
    }

    private PictureReader() {}

    /**
     * Reads one on a thread of its own: a picture takes a processor for seconds, and virtual threads have few of them.
     *
     * @param maxSide how large it becomes, in pixels
     * @throws InterruptedException if it is not wanted any more; it is not read to its end then
     */
    static Picture readApart(Path file, int maxSide) throws Unreadable, InterruptedException {
        FutureTask<Picture> reading = new FutureTask<>(() -> read(file, maxSide));
        Thread.ofPlatform().daemon().name("picture-reader").start(reading);
        try {
            return reading.get();
        } catch (InterruptedException givenUp) {
            reading.cancel(true);
            throw givenUp;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unreadable why ? why : new Unreadable(false, failed.getCause());
        }
    }

    /**
     * On this thread; ends early when that is interrupted.
     *
     * @param maxSide how large it becomes, in pixels
     */
    static Picture read(Path file, int maxSide) throws Unreadable {
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            checkBmp(in);
            Picture picture = read(in, maxSide);
            return picture.upright(ExifTurn.of(Files.newInputStream(file)));
        } catch (IOException | RuntimeException damaged) { // ImageIO throws many of these
            throw new Unreadable(false, damaged);
        } catch (OutOfMemoryError tooMuch) {
            throw new Unreadable(true, tooMuch);
        }
    }

    /** A BMP may hold a picture of another kind, and of another size than it says; or say to hold more than it does. */
    private static void checkBmp(ImageInputStream in) throws IOException {
        byte[] start = new byte[BMP_HEADER];
        in.mark();
        int length = in.read(start);
        in.reset();
        ByteBuffer header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        if (length < BMP_HEADER || header.getShort(0) != BMP_MAGIC || header.getInt(14) == BMP_SHORT_HEADER) {
            return;
        }
        int compression = header.getInt(30);
        long imageSize = Integer.toUnsignedLong(header.getInt(34));
        if (compression == BMP_JPEG || compression == BMP_PNG || imageSize > in.length()) {
            throw new IOException("a BMP of another kind");
        }
    }

    private static Picture read(ImageInputStream in, int maxSide) throws IOException, Unreadable {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            try {
                if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    reader.setInput(in, true, true);
                    return read(reader, maxSide);
                }
            } finally {
                reader.dispose();
            }
        }
        throw new IOException("no picture");
    }

    private static Picture read(ImageReader reader, int maxSide) throws IOException, Unreadable {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw new IOException("an empty picture");
        }
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new Unreadable(true, new IOException("%d x %d".formatted(width, height)));
        }
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.ceilDiv(Math.max(width, height), maxSide));
        param.setSourceSubsampling(step, step, 0, 0);
        param.setSourceProgressivePasses(0, MAX_PASSES);
        Wanted wanted = new Wanted();
        reader.addIIOReadProgressListener(wanted);
        reader.addIIOReadUpdateListener(wanted);
        BufferedImage image = reader.read(0, param);
        if (Thread.interrupted()) {
            throw new IOException("nobody wants it any more");
        }
        int wide = image.getWidth();
        int high = image.getHeight();
        return new Picture(wide, high, image.getRGB(0, 0, wide, high, null, 0, wide), width, height);
    }
}
