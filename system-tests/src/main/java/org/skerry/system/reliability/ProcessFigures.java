package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says about a process.
 *
 * @param threads platform threads
 * @param residentMebibytes memory held now
 * @param peakMebibytes the most memory ever held
 */
record ProcessFigures(int threads, int residentMebibytes, int peakMebibytes) {

    static ProcessFigures of(long pid) throws IOException {
        int threads = 0;
        int resident = 0;
        int peak = 0;
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            String number = line.replaceAll("\\D", "");
            switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
                case "Threads" -> threads = Integer.parseInt(number);
                case "VmRSS" -> resident = Integer.parseInt(number) / 1024;
                case "VmHWM" -> peak = Integer.parseInt(number) / 1024;
                default -> {}
            }
        }
        return new ProcessFigures(threads, resident, peak);
    }

    static ProcessFigures ofThisProcess() throws IOException {
        return of(ProcessHandle.current().pid());
    }
}
