package org.skerry.system.protocol;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A browser without a screen, showing the slave's page of 2016; the page does what {@link #run} says. */
public final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> PROGRAMS = List.of("chromium", "google-chrome", "chromium-browser");
    private static final String PAGE = "slave-2016.html";

    private final BlockingQueue<String> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final Process process;
    private final Path log;

    private Chromium(String program, Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", Chromium::page);
        server.createContext("/task", this::task);
        server.createContext("/result", this::result);
        server.start();
        log = folder.resolve("chromium.log");
        ProcessBuilder builder = new ProcessBuilder(
                        program,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), PAGE))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("TMPDIR", folder.toString());
        process = builder.start();
    }

    /** The browser of this machine, if it has one. */
    public static Optional<String> program() {
        return PROGRAMS.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    static Chromium start(String program, Path folder) throws IOException {
        return new Chromium(program, folder);
    }

    /**
     * Lets the page do something.
     *
     * @param scenario one of those in {@code scenarios.js}
     * @param options further keys of the task's JSON, with a comma before each
     */
    JsonNode run(String scenario, String options) throws IOException, InterruptedException {
        tasks.add("{\"scenario\":\"%s\"%s}".formatted(scenario, options));
        String result = results.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(result, () -> "the page said nothing; the browser's log:\n" + log());
        return Json.read(result);
    }

    @Override
    public void close() {
        end(process);
        server.stop(0);
    }

    /** Ends a browser with all the processes that it made. */
    public static void end(Process browser) {
        List<ProcessHandle> children = browser.descendants().toList();
        browser.destroy();
        children.forEach(ProcessHandle::destroy);
        browser.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(_ -> browser.destroyForcibly())
                .join();
        children.forEach(child -> child.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(_ -> {
                    child.destroyForcibly();
                    return child;
                })
                .join());
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static void page(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        try (exchange;
                InputStream file = Chromium.class.getResourceAsStream(name)) {
            byte[] content = file == null ? new byte[0] : file.readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/html");
            exchange.sendResponseHeaders(file == null ? 404 : 200, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    /** Answers when there is something to do, or after a while that there is nothing. */
    private void task(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String task = tasks.poll(10, TimeUnit.SECONDS);
            byte[] content = (task == null ? "{}" : task).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void result(HttpExchange exchange) throws IOException {
        try (exchange) {
            results.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
