package org.skerry.system.bench.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.ChildProcess;
import org.skerry.system.bench.Lab;
import tools.jackson.databind.JsonNode;

/** A browser without a screen that shows {@code page.html}: jIO over IndexedDB. */
final class BrowserPeer {

    private final Path folder;
    private final Path jio;
    private final BlockingQueue<JsonNode> results = new LinkedBlockingQueue<>();

    /** @param folder see {@link PeerFiles} */
    BrowserPeer(Path folder, Path jio) {
        this.folder = folder;
        this.jio = jio;
    }

    /** Asks everything. */
    void run(Lab lab, String browser, Duration patience, PeerResults all) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::file);
        server.createContext("/result", this::result);
        server.start();
        List<String> command = List.of(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + lab.folder("browser"),
                "http://127.0.0.1:%d/page.html".formatted(server.getAddress().getPort()));
        try (ChildProcess _ = lab.startProgram(command)) {
            take(patience, all);
        } finally {
            server.stop(0);
        }
    }

    private void take(Duration patience, PeerResults all) throws InterruptedException {
        while (true) {
            @Nullable JsonNode result = results.poll(patience.toSeconds(), TimeUnit.SECONDS);
            if (result == null) {
                throw new BenchFailed("The browser said nothing for %s.".formatted(patience));
            }
            if (result.has("failed")) {
                throw new BenchFailed(
                        "The page failed: " + result.path("failed").asString());
            }
            if (result.has("done")) {
                return;
            }
            all.add(result);
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        Path file = name.equals("jio.js") ? jio : folder.resolve(name);
        try (exchange) {
            boolean isThere = !name.contains("/") && Files.isRegularFile(file);
            exchange.getResponseHeaders()
                    .set("Content-Type", name.endsWith(".html") ? "text/html" : "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(isThere ? 200 : 404, isThere ? Files.size(file) : -1);
            if (isThere) {
                Files.copy(file, exchange.getResponseBody());
            }
        }
    }

    private void result(HttpExchange exchange) throws IOException {
        try (exchange) {
            results.add(JsonText.read(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
