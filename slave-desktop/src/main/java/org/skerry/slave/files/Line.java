package org.skerry.slave.files;

/**
 * One physical line of a text file.
 *
 * @param number from 1
 * @param text with its line end, if it has one
 * @param isCut the line was longer than allowed; the text is its beginning
 */
record Line(long number, String text, boolean isCut) {

    boolean isBlank() {
        return text.equals("\n") || text.equals("\r") || text.equals("\r\n");
    }
}
