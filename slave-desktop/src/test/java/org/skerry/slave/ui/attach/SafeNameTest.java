package org.skerry.slave.ui.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plan.pdf, plan.pdf",
                "合同 2026.docx, 合同 2026.docx",
                "../../etc/passwd, _.._etc_passwd",
                "C:\\Windows\\x.exe, C__Windows_x.exe",
                ".bashrc, bashrc",
                "..., file",
                "evil.exe. ., evil.exe",
                "a.txt:b.exe, a.txt_b.exe",
                "CON, _CON",
                "nul.tar.gz, _nul.tar.gz",
                "com1.txt, _com1.txt",
                "LPT¹, _LPT¹",
                "conin$, _conin$",
                "console.log, console.log",
                "what?*<>|\".txt, what______.txt"
            })
    void aNameIsSafeOnAnySystem(String given, String safe) {
        assertEquals(safe, SafeName.of(given));
    }

    @Test
    void whatCannotBeSeenIsLeftOut() {
        assertEquals("invoicefdp.exe", SafeName.of("invoice\u202efdp.exe"));
        assertEquals("ab.txt", SafeName.of("a\u0000\u0007\u200b\ufeffb\u2028.txt"));
        assertEquals("file", SafeName.of(""));
        assertEquals("é.txt", SafeName.of("e\u0301.txt"));
    }

    @Test
    void aLongNameKeepsItsEndAndFitsAFolder() {
        String safe = SafeName.of("长".repeat(500) + ".pdf");

        assertTrue(safe.endsWith("长.pdf"));
        assertTrue(safe.getBytes(StandardCharsets.UTF_8).length <= 200);
        assertTrue(SafeName.of("x".repeat(5_000)).length() <= 200);
    }

    @Test
    void whatIsCutEndsInNoDot() {
        assertEquals("x".repeat(190), SafeName.of("x".repeat(190) + ".".repeat(20) + "y".repeat(30)));
    }

    @Test
    void noNameLeavesItsFolder() {
        Path folder = Path.of("/tmp/folder");

        for (String evil : List.of("..", "../x", "/etc/x", "a/../../x", "\u202e../x", ".\u0000./x", "\\\\server\\x")) {
            assertEquals(folder, folder.resolve(SafeName.of(evil)).normalize().getParent(), evil);
        }
    }

    @Test
    void whatMayBeOpenedIsDecidedByTheNameThatTheSystemSees() {
        assertTrue(Stream.of("a.pdf", "b.DOCX", "c.png", "d.tar.gz")
                .map(FileKind::of)
                .allMatch(FileKind::mayOpen));
        for (String never : List.of(
                "a.exe",
                "a.pdf.exe",
                "a.EXE",
                "a.exe.",
                "a.exe\u200b",
                "a.lnk",
                "a.js",
                "a.html",
                "a.svg",
                "a.xml",
                "a.docm",
                "a.desktop",
                "a.sh",
                "a",
                "a.unheard",
                "a.pdf:x.exe")) {
            assertFalse(FileKind.of(SafeName.of(never)).mayOpen(), never);
        }
    }
}
