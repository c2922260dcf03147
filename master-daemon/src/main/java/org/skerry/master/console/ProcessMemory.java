package org.skerry.master.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process takes. */
final class ProcessMemory {

    private static final Path LINUX_STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Resident bytes where the system tells (Linux), else what the Java heap holds. */
    static long bytes() {
        try {
            return Files.readAllLines(LINUX_STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .map(kibibytes -> kibibytes * 1024)
                    .findFirst()
                    .orElseGet(ProcessMemory::heap);
        } catch (IOException notLinux) {
            return heap();
        }
    }

    private static long heap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
