package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("picture"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void noMorePixelsAreKeptThanAreShown(String format) throws Exception {
        Picture picture = PictureReader.read(file(Pictures.island(format, 900, 600)), 300);

        assertEquals(300, picture.width());
        assertEquals(200, picture.height());
        assertEquals(300 * 200, picture.argb().length);
        assertEquals(900, picture.fullWidth());
        assertEquals(600, picture.fullHeight());
        int sky = picture.argb()[0];
        assertTrue((sky & 0xFF) > 0xC0, "the sky is %x".formatted(sky));
    }

    @Test
    void aSmallPictureStaysAsItIs() throws Exception {
        Picture picture = PictureReader.read(file(Pictures.island("png", 30, 20)), 300);

        assertEquals(30, picture.width());
        assertEquals(20, picture.height());
    }

    /** A few hundred bytes that say to be 50,000 x 50,000 pixels. */
    @Test
    void aBombIsRefusedBeforeAnyPixelIsRead() throws Exception {
        byte[] bomb = Pictures.island("png", 10, 10);
        ByteBuffer.wrap(bomb).putInt(16, 50_000).putInt(20, 50_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());
        Path file = file(bomb);

        PictureReader.Unreadable refused =
                assertThrows(PictureReader.Unreadable.class, () -> PictureReader.read(file, 300));

        assertTrue(refused.isTooLarge());
    }

    /** Behind a hundred of them it is damaged, which nobody sees who does not get there. */
    @Test
    void ofManyPassesOnlyTheFirstAreDecoded() throws Exception {
        Path file = file(Pictures.progressive(400, 300, 100));

        assertEquals(400, PictureReader.read(file, 400).width());
    }

    @Test
    void whatNobodyWantsIsNotReadToItsEnd() throws Exception {
        Path file = file(Pictures.progressive(400, 300, 100));

        Thread.currentThread().interrupt();
        assertThrows(PictureReader.Unreadable.class, () -> PictureReader.read(file, 400));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> PictureReader.readApart(file, 400));

        assertEquals(400, PictureReader.readApart(file, 400).width());
    }

    /** Its own size is not looked at before it is decoded. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void aBmpThatHoldsAnotherPictureIsRefused(String format) throws Exception {
        byte[] inner = Pictures.island(format, 3_000, 2_000);
        byte[] header = new byte[54];
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'B')
                .put((byte) 'M')
                .putInt(54 + inner.length)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(10)
                .putInt(10)
                .putShort((short) 1)
                .putShort((short) 24)
                .putInt(format.equals("jpg") ? 4 : 5)
                .putInt(inner.length);
        Path file = file(
                ByteBuffer.allocate(54 + inner.length).put(header).put(inner).array());

        assertThrows(PictureReader.Unreadable.class, () -> PictureReader.read(file, 300));
    }

    @Test
    void aBmpThatSaysToHoldMoreThanItsFileIsRefused() throws Exception {
        byte[] bmp = Pictures.island("bmp", 60, 40);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(34, 1_900_000_000);
        Path file = file(bmp);

        assertThrows(PictureReader.Unreadable.class, () -> PictureReader.read(file, 300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void damagedPicturesAreUnreadableAndNothingWorse(String format) throws Exception {
        byte[] good = Pictures.island(format, 60, 40);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bad = random.nextBoolean() ? good.clone() : Arrays.copyOf(good, random.nextInt(good.length));
            for (int j = 0; j < 4 && bad.length > 0; j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Path file = file(bad);
            try {
                Picture read = PictureReader.read(file, 300);
                assertTrue(read.width() <= 300 && read.height() <= 300, "seed 7, try " + i);
            } catch (PictureReader.Unreadable expected) {
                assertFalse(expected.getMessage().isEmpty(), "seed 7, try " + i);
            }
        }
    }

    @Test
    void whatIsNoPictureIsUnreadable() throws Exception {
        Path file = file("hello".getBytes(StandardCharsets.UTF_8));

        assertFalse(assertThrows(PictureReader.Unreadable.class, () -> PictureReader.read(file, 300))
                .isTooLarge());
    }

    @Test
    void aPhotographStandsUpright() throws Exception {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xD8,
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte) 0xFF,
            (byte) 0xDA
        };
        assertEquals(6, ExifTurn.of(new ByteArrayInputStream(exif)));
        assertEquals(1, ExifTurn.of(new ByteArrayInputStream(Arrays.copyOf(exif, 20))));
        assertEquals(1, ExifTurn.of(new ByteArrayInputStream(Pictures.island("png", 3, 2))));

        Picture lying = new Picture(3, 2, new int[] {1, 2, 3, 4, 5, 6}, 300, 200);
        Picture standing = lying.upright(6);

        assertArrayEquals(new int[] {4, 1, 5, 2, 6, 3}, standing.argb());
        assertEquals(2, standing.width());
        assertEquals(200, standing.fullWidth());
        assertArrayEquals(new int[] {6, 5, 4, 3, 2, 1}, lying.upright(3).argb());
        assertArrayEquals(new int[] {3, 6, 2, 5, 1, 4}, lying.upright(8).argb());
        assertArrayEquals(new int[] {3, 2, 1, 6, 5, 4}, lying.upright(2).argb());
        assertArrayEquals(new int[] {1, 4, 2, 5, 3, 6}, lying.upright(5).argb());
    }
}
