package org.skerry.slave.ui.attach;

import java.awt.image.BufferedImage;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadUpdateListener;

/** Ends the reading of a picture when its thread is interrupted. On that thread: a reader takes the word from no other one. */
final class Wanted implements IIOReadProgressListener, IIOReadUpdateListener {

    private static void check(ImageReader reader) {
        if (Thread.currentThread().isInterrupted()) {
            reader.abort();
        }
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        check(source);
    }

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage theImage,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {
        check(source);
    }

    @Override
    public void imageUpdate(
            ImageReader source,
            BufferedImage theImage,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {
        check(source);
    }

    @Override
    public void passComplete(ImageReader source, BufferedImage theImage) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage theThumbnail,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source,
            BufferedImage theThumbnail,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage theThumbnail) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
