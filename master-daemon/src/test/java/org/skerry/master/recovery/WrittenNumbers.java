package org.skerry.master.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** Draws what is written down, a number in hexadecimal digits on each line. */
final class WrittenNumbers extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final transient Deque<byte[]> numbers = new ArrayDeque<>();

    WrittenNumbers(String text) {
        text.lines().forEach(line -> numbers.add(HexFormat.of().parseHex(line.split(" ", 2)[0])));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        byte[] next = numbers.remove();
        assertEquals(next.length, bytes.length);
        System.arraycopy(next, 0, bytes, 0, bytes.length);
    }
}
