package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStartTest {

    private static boolean isAsNamed(String name, String start, Charset charset) {
        return FileStart.isAsNamed(name, ByteBuffer.wrap(start.getBytes(charset)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    a.pdf,%PDF-1.7
                    a.txt,Dear all
                    a.txt,1 < 2
                    a.csv,`id,<b>,PKW`
                    a.json,{}
                    a.docx,PK34 .............................word/
                    a.doc,{\\rtf1
                    a.eml,`From: a <html>`
                    a.png,GIF89a
                    a.mp3,ID3
                    a.zip,PK34
                    """)
    void whatBeginsAsItsNameSaysIsOpened(String name, String start) {
        assertEquals(true, isAsNamed(name, start, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    a.pdf,<html>
                    a.txt,<script>
                    a.csv,`  <!DOCTYPE html>`
                    a.log,`hello <HTML onload=x>`
                    a.txt,MZ
                    a.mp3,ELF
                    a.md,#!/bin/sh
                    a.txt,[Desktop Entry]
                    a.doc,<html>
                    a.docx,PK34..........................META-INF/MANIFEST.MF
                    a.zip,PK34..........................META-INF/MANIFEST.MF
                    a.png,<svg xmlns=x>
                    a.eml,<html>
                    a.mp4,<?xml
                    """)
    void whatBeginsAsSomethingElseIsNot(String name, String start) {
        assertEquals(false, isAsNamed(name, start, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aWebPageIsKnownInEachEncoding() {
        assertEquals(false, isAsNamed("a.txt", "\uFEFF <html>", StandardCharsets.UTF_8));
        assertEquals(false, isAsNamed("a.txt", "\uFEFF<html>", StandardCharsets.UTF_16LE));
        assertEquals(false, isAsNamed("a.txt", "\uFEFF<html>", StandardCharsets.UTF_16BE));
        assertEquals(true, isAsNamed("a.txt", "灯塔", StandardCharsets.UTF_8));
        assertEquals(true, isAsNamed("a.txt", "", StandardCharsets.UTF_8));
    }
}
