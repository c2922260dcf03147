package org.skerry.system.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.system.protocol.Chromium;
import org.skerry.system.reliability.MasterProcess;

/** Pages of many origins in a real browser try to reach a master under each name that may lead to it. */
@Tag("system")
@Timeout(300)
class OriginsTest {

    /** All of them lead to this PC: also the names, as an attacker's do who changes what they stand for. */
    private static final List<String> HOSTS = List.of(
            "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.0.0.1.", "master.test", "evil.test", "sub.localhost");

    @TempDir
    private Path folder;

    @Test
    void noPageReachesAMasterThatIsNotOpen() throws Exception {
        Optional<String> browser = Chromium.program();
        assumeTrue(browser.isPresent(), "no Chromium on this machine");
        try (SocketPages pages = new SocketPages(browser.get(), folder)) {
            try (MasterProcess master = MasterProcess.startClosed(folder.resolve("closed"))) {
                List<String> tried = pages.visit(master.address().port(), HOSTS);
                assertEquals(SocketPages.ORIGINS.size() * HOSTS.size(), tried.size(), tried.toString());
                assertEquals(
                        List.of(),
                        tried.stream().filter(each -> each.endsWith(" open")).toList());
            }
            try (MasterProcess open = MasterProcess.start(folder.resolve("open"))) {
                List<String> tried = pages.visit(open.address().port(), HOSTS);
                long reached =
                        tried.stream().filter(each -> each.endsWith(" open")).count();
                assertTrue(reached >= SocketPages.ORIGINS.size(), "the pages would reach an open one: " + tried);
            }
        }
    }
}
