package org.skerry.system.bench.query;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.skerry.system.bench.ChildProcess;
import org.skerry.system.bench.Lab;

/** What the peers need of this PC. */
final class Programs {

    private static final List<String> BROWSERS = List.of("chromium", "google-chrome", "chromium-browser");
    private static final List<String> PACKAGES = List.of("jio@3.45.0", "pouchdb@9.0.0", "pouchdb-find@9.0.0");

    private Programs() {}

    /** The program of that name, if it is here. */
    static Optional<String> find(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    static Optional<String> browser() {
        return BROWSERS.stream().flatMap(name -> find(name).stream()).findFirst();
    }

    /**
     * Fetches the peers' packages.
     *
     * @return where they are; empty if there is no npm, or they could not be had
     */
    static Optional<Path> fetchPackages(Lab lab) throws IOException, InterruptedException {
        Optional<String> npm = find("npm");
        if (npm.isEmpty() || find("node").isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createDirectory(lab.folder("npm"));
        List<String> install = List.of(npm.get(), "install", "--prefix", folder.toString(), "--no-audit", "--no-fund");
        try (ChildProcess process = lab.startProgram(
                Stream.concat(install.stream(), PACKAGES.stream()).toList())) {
            return process.awaitExit() == 0 ? Optional.of(folder.resolve("node_modules")) : Optional.empty();
        }
    }
}
