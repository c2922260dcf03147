package org.skerry.slave.ui.attach;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures for tests. */
public final class Pictures {

    private Pictures() {}

    /** An island at sea, in one of the formats of ImageIO. */
    public static byte[] island(String format, int width, int height) {
        return bytes(image(width, height), format);
    }

    private static BufferedImage image(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        brush.setPaint(new GradientPaint(0, 0, new Color(0x9CC9E8), 0, height * 0.6f, new Color(0xF6E3C5)));
        brush.fillRect(0, 0, width, height);
        brush.setPaint(new GradientPaint(0, height * 0.6f, new Color(0x3E7CA6), 0, height, new Color(0x17324D)));
        brush.fillRect(0, height * 3 / 5, width, height);
        Path2D island = new Path2D.Double();
        island.moveTo(width * 0.2, height * 0.62);
        island.curveTo(width * 0.35, height * 0.3, width * 0.5, height * 0.5, width * 0.55, height * 0.42);
        island.curveTo(width * 0.65, height * 0.35, width * 0.7, height * 0.55, width * 0.8, height * 0.62);
        island.closePath();
        brush.setPaint(new Color(0x4A5A45));
        brush.fill(island);
        brush.dispose();
        return image;
    }

    /**
     * A JPEG that comes in passes, with a mistake behind the last one.
     *
     * @param more how often the last pass of a sound one is repeated
     */
    static byte[] progressive(int width, int height, int more) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(width, height), null, null), param);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        String sound = file.toString(StandardCharsets.ISO_8859_1);
        int end = sound.length() - 2;
        String last = sound.substring(sound.lastIndexOf("\u00FF\u00DA"), end);
        String mistake = "\u00FF\u00DB\0\3\7"; // a table with a number that there is not
        return (sound.substring(0, end) + last.repeat(more) + mistake + sound.substring(end))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(BufferedImage image, String format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, file)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is all in memory
        }
        return file.toByteArray();
    }
}
