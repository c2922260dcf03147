package org.skerry.slave.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextStartTest {

    private static final Charset GB18030 = Charset.forName("GB18030");

    @Test
    void theEncodingIsFound() {
        String text = "灯塔 lighthouse";

        assertEquals(Optional.of(text), TextStart.of(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(Optional.of(text), TextStart.of(text.getBytes(GB18030)));
        assertEquals(Optional.of(text), TextStart.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)));
        assertEquals(Optional.of(text), TextStart.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(Optional.of("Müller"), TextStart.of("Müller".getBytes(Charset.forName("windows-1252"))));
        assertEquals(Optional.of(""), TextStart.of(new byte[0]));
    }

    @Test
    void itMayBeCutInTheMiddleOfACharacter() {
        byte[] utf8 = "灯塔维修".getBytes(StandardCharsets.UTF_8);
        byte[] gb = "灯塔维修".getBytes(GB18030);

        assertEquals(Optional.of("灯塔维"), TextStart.of(Arrays.copyOf(utf8, utf8.length - 1)));
        assertEquals(Optional.of("灯塔维"), TextStart.of(Arrays.copyOf(gb, gb.length - 1)));
    }

    @Test
    void whatIsNoTextIsNoText() {
        assertEquals(Optional.empty(), TextStart.of(new byte[] {'M', 'Z', 0, 1, 2, (byte) 0x81}));
    }
}
