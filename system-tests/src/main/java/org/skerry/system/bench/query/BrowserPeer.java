package org.skerry.system.bench.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.system.bench.BenchFailed;
import org.skerry.system.bench.ChildProcess;
import org.skerry.system.bench.Lab;
import tools.jackson.databind.JsonNode;

/** A browser without a screen that shows {@code page.html}: jIO over IndexedDB. */
final class BrowserPeer implements Peer {

    private final Path folder;
    private final Path jio;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Integer> questions = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> results = new LinkedBlockingQueue<>();
    private final ChildProcess browser;

    /**
     * Starts one.
     *
     * @param folder see {@link PeerFiles}
     * @param jio its build for browsers
     */
    BrowserPeer(Lab lab, String browser, Path folder, Path jio) throws IOException {
        this.folder = folder;
        this.jio = jio;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads); // one of them waits in question() while others take results
        server.createContext("/", this::file);
        server.createContext("/next", this::question);
        server.createContext("/result", this::result);
        server.start();
        this.browser = lab.startProgram(List.of(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + lab.folder("browser"),
                "http://127.0.0.1:%d/page.html".formatted(server.getAddress().getPort())));
    }

    @Override
    public JsonNode next(Duration patience) throws InterruptedException {
        @Nullable JsonNode result = results.poll(patience.toSeconds(), TimeUnit.SECONDS);
        if (result == null) {
            throw new BenchFailed("The browser said nothing for %s.".formatted(patience));
        }
        return result;
    }

    @Override
    public void ask(int question) {
        questions.add(question);
    }

    @Override
    public void close() {
        browser.close();
        server.stop(0);
        threads.shutdownNow();
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

    private void question(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] number = questions.take().toString().getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, number.length);
            exchange.getResponseBody().write(number);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void result(HttpExchange exchange) throws IOException {
        try (exchange) {
            results.add(JsonText.read(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
