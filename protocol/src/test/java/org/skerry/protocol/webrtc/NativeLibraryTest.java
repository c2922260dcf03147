package org.skerry.protocol.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onvoid.webrtc.PeerConnectionFactory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own: a library is loaded once in each. */
@Tag("native")
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class NativeLibraryTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsInstalledIsNotUnpacked() throws Exception {
        Path installed = folder.resolve("libwebrtc-java.so");
        try (InputStream packed = PeerConnectionFactory.class
                .getClassLoader()
                .getResourceAsStream("libwebrtc-java-linux-%s.so".formatted(machine()))) {
            Files.copy(packed, installed);
        }

        assertEquals(List.of(), unpackedWith("-D%s=%s".formatted(NativeLibrary.FILE, installed)));
    }

    @Test
    void whatIsInstalledWrongIsUnpacked() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.so"), "no library");

        assertEquals(
                1, unpackedWith("-D%s=%s".formatted(NativeLibrary.FILE, broken)).size());
    }

    /** Starts a process that makes a factory; the files that were made in its temporary folder meanwhile. */
    private List<String> unpackedWith(String option) throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            temporary.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Djava.io.tmpdir=" + temporary,
                            option,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Factory.class.getName())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(new File(folder.toFile(), "errors"))
                    .start();

            assertEquals(true, process.waitFor(50, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), Files.readString(folder.resolve("errors")));

            List<String> made = new ArrayList<>();
            for (var key = watch.poll(200, TimeUnit.MILLISECONDS); key != null; key = watch.poll()) {
                key.pollEvents().forEach(event -> made.add(String.valueOf(event.context())));
            }
            return made;
        }
    }

    private static String machine() {
        return System.getProperty("os.arch").replace("amd64", "x86_64");
    }

    /** What the process does. */
    static final class Factory {

        public static void main(String[] arguments) {
            try (WebRtcRuntime runtime = new WebRtcRuntime(WebRtcSettings.defaults())) {
                runtime.awaitReady();
            }
            System.exit(0);
        }
    }
}
