package org.skerry.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A checkout that holds the real launcher, under a difficult name, and the scripts that stand for its surroundings. */
final class LauncherSandbox {
    /** What a launch left behind. */
    record Result(int status, String output, String errors) {}

    private final Path temp;
    private final Path root;
    private final Path programs;
    private String javaHome = "";
    private String display = "";

    LauncherSandbox(Path temp) throws IOException {
        this.temp = temp;
        root = Files.createDirectories(temp.resolve("check out 数据 'q'"));
        programs = Files.createDirectories(temp.resolve("bin"));
        Files.copy(Path.of("..", "skerry"), launcher());
        makeExecutable(launcher());
        Files.writeString(root.resolve("pom.xml"), "<artifactId>skerry</artifactId>\n<version>0.1.0</version>\n");
        Files.createDirectories(root.resolve("jio/src/main"));
        Files.createDirectories(root.resolve("jio/src/test"));
        Files.writeString(root.resolve("jio/pom.xml"), "");
        Files.writeString(root.resolve("jio/src/main/A.java"), "class A {}");
    }

    Path root() {
        return root;
    }

    Path launcher() {
        return root.resolve("skerry");
    }

    /** Puts a shell script before everything on the path. */
    void fakeProgram(String name, String script) throws IOException {
        writeScript(programs.resolve(name), script);
    }

    /** Makes a JDK whose java is a shell script; the one named "jdk" is found on the path. */
    void fakeJdk(String name, String version, String script) throws IOException {
        var bin = Files.createDirectories(temp.resolve(name).resolve("bin"));
        Files.writeString(temp.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        writeScript(bin.resolve("java"), script);
        writeScript(bin.resolve("javac"), "exit 1");
    }

    void javaHome(String name) {
        javaHome = temp.resolve(name).toString();
    }

    void display(String name) {
        display = name;
    }

    Result run(String... arguments) throws Exception {
        return run(launcher(), arguments);
    }

    Result run(Path launcher, String... arguments) throws Exception {
        return finish(start(launcher, arguments));
    }

    Process start(Path launcher, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(temp.toFile());
        builder.environment().put("PATH", programs + ":" + temp.resolve("jdk/bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", javaHome);
        builder.environment().put("DISPLAY", display);
        builder.environment().remove("WAYLAND_DISPLAY");
        builder.environment().put("LOG", temp.resolve("log").toString());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    /** Waits for the end of a launch that writes less than a pipe holds. */
    static Result finish(Process launched) throws Exception {
        launched.getOutputStream().close();
        int status = launched.waitFor();
        return new Result(
                status,
                new String(launched.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(launched.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** How often Maven was started. */
    int builds() throws IOException {
        var log = temp.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    List<Path> buildFolders() throws IOException {
        try (var folders = Files.list(root.resolve("target/run"))) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    private static void writeScript(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        makeExecutable(file);
    }

    private static void makeExecutable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
        }
    }
}
