package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a file begins with: some systems go by that, and not by the end of the name, when they choose the program that opens it.
 * Any thread.
 */
final class FileStart {

    /** As far as {@code file} of Linux looks for the marks of a web page. */
    private static final int BYTES = 4 * 1024;

    private static final int PDF_WITHIN = 1024;

    private static final String ZIP = "PK";
    private static final String JAR = "META-INF/";
    private static final int ZIP_NAME = 30; // where the name of the first file in it stands
    private static final String OLE = "\u00D0\u00CF\u0011\u00E0";

    private final String start;

    /** @param start one character for each byte */
    private FileStart(String start) {
        this.start = start;
    }

    /** Whether it begins as its name lets expect, as far as a wrong program could do harm. */
    static boolean isAsNamed(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isAsNamed(file.getFileName().toString(), ByteBuffer.wrap(in.readNBytes(BYTES)));
        }
    }

    static boolean isAsNamed(String name, ByteBuffer bytes) {
        FileStart start =
                new FileStart(StandardCharsets.ISO_8859_1.decode(bytes).toString());
        return switch (FileKind.ending(name)) {
            case "pdf" -> start.within(PDF_WITHIN).contains("%PDF");
            case "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "pages", "numbers", "key", "xps", "zip" ->
                start.isZip();
            case "doc", "xls", "ppt", "wps", "et", "dps" -> start.begins(OLE, "{\\rtf") || start.isZip();
            case "rtf" -> start.begins("{\\rtf");
            case "eml" -> !start.isProgram() && !start.text().startsWith("<"); // a web page may be told in it
            default ->
                FileKind.of(name) == FileKind.PICTURE ? start.isPicture() : !start.isProgram() && !start.isPage();
        };
    }

    private String within(int bytes) {
        return start.substring(0, Math.min(bytes, start.length()));
    }

    private boolean begins(String... marks) {
        return Stream.of(marks).anyMatch(start::startsWith);
    }

    /** A program of Java is one too, of which the first file is another. */
    private boolean isZip() {
        return begins(ZIP) && !start.startsWith(JAR, ZIP_NAME);
    }

    private boolean isPicture() {
        return begins("\u0089PNG", "\u00FF\u00D8\u00FF", "GIF8", "BM", "II*\0", "MM\0*", "II+\0", "MM\0+", "RIFF")
                || start.startsWith("ftyp", 4); // HEIC
    }

    private boolean isProgram() {
        return begins("MZ", "\u007FELF", "#!") || begins(ZIP) && !isZip() || text().startsWith("[desktop entry]");
    }

    private boolean isPage() {
        String text = text();
        return text.startsWith("<")
                || Stream.of("<?xml", "<!doctype", "<html", "<head", "<body", "<title", "<script", "<svg")
                        .anyMatch(text::contains);
    }

    /** In small letters, without the marks and the zeros of UTF-16 and what is blank at the beginning. */
    private String text() {
        return start.replaceAll("^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)", "")
                .replace("\0", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
    }
}
