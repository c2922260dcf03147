package org.skerry.slave.files;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The beginning of a file, if it is text: in the encoding of its byte order mark, else UTF-8, else GB18030 where it looks
 * Chinese, else that of Windows in the West.
 */
public final class TextStart {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private TextStart() {}

    /** @param bytes cut anywhere, in the middle of a character too */
    public static Optional<String> of(byte[] bytes) {
        Optional<Charset> marked = ByteOrderMark.charset(bytes);
        if (marked.isPresent()) {
            int mark = ByteOrderMark.length(bytes);
            return text(ByteBuffer.wrap(bytes, mark, bytes.length - mark), marked.get());
        }
        return text(ByteBuffer.wrap(bytes), StandardCharsets.UTF_8)
                .or(() -> looksChinese(bytes) ? text(ByteBuffer.wrap(bytes), GB18030) : Optional.empty())
                .or(() -> text(ByteBuffer.wrap(bytes), WINDOWS));
    }

    private static Optional<String> text(ByteBuffer bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        boolean isWrong = decoder.decode(bytes, text, false).isError(); // what is cut at the end is no error
        String decoded = text.flip().toString();
        return isWrong || decoded.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(decoded);
    }

    private static boolean looksChinese(byte[] bytes) {
        try {
            return ChineseLikelihood.isLikely(new ByteArrayInputStream(bytes));
        } catch (EOFException cut) {
            return true; // in the middle of a character of four bytes
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
