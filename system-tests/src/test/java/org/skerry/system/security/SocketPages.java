package org.skerry.system.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.skerry.jio.JsonText;
import org.skerry.system.protocol.Chromium;
import tools.jackson.databind.JsonNode;

/** Opens a page of each origin in a browser; it tries to open WebSockets, and tells what became of them. */
final class SocketPages implements AutoCloseable {

    /** PORT is that of the server of the pages; the names lead to this PC. The last three have the origin "null". */
    static final List<String> ORIGINS = List.of(
            "http://127.0.0.1:PORT/",
            "http://localhost:PORT/",
            "http://[::1]:PORT/",
            "http://master.test:PORT/",
            "http://evil.test:PORT/",
            "http://127.0.0.1:PORT/sandboxed",
            "file",
            "data");

    private static final int PATIENCE_SECONDS = 60;

    private static final String SCRIPT = """
            const tries = HOSTS.map((host) => new Promise((done) => {
              let socket;
              try {
                socket = new WebSocket(`ws://${host}:MASTER/`);
              } catch (impossible) {
                done(`${host} impossible`);
                return;
              }
              socket.onopen = () => done(`${host} open`);
              socket.onerror = () => done(`${host} refused`);
              setTimeout(() => done(`${host} silent`), 15000);
            }));
            Promise.all(tries).then((all) =>
              fetch("http://127.0.0.1:PORT/result", {method: "POST", mode: "no-cors", body: JSON.stringify(all)}));
            """;

    private final String browser;
    private final Path folder;
    private final HttpServer server;
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private volatile String page = "";
    private int visits;

    SocketPages(String browser, Path folder) throws IOException {
        this.browser = browser;
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress("::", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, page));
        server.createContext(
                "/sandboxed", exchange -> answer(exchange, "<iframe sandbox='allow-scripts' src='/'></iframe>"));
        server.createContext("/result", this::result);
        server.start();
    }

    /** What became of each try: the origin, the host, a word. */
    List<String> visit(int masterPort, List<String> hosts) throws IOException, InterruptedException {
        int port = server.getAddress().getPort();
        var names = JsonText.nodes().arrayNode();
        hosts.forEach(names::add);
        String script = SCRIPT.replace("HOSTS", JsonText.write(names))
                .replace("MASTER", Integer.toString(masterPort))
                .replace("PORT", Integer.toString(port));
        page = "<!doctype html><meta charset=utf-8><script>" + script + "</script>";
        List<String> tried = new ArrayList<>();
        for (String origin : ORIGINS) {
            JsonNode told = JsonText.read(open(url(origin, port)));
            told.forEach(each -> tried.add(origin + " " + each.asString()));
        }
        return tried;
    }

    private String url(String origin, int port) throws IOException {
        return switch (origin) {
            case "file" -> {
                Path file = folder.resolve("page.html");
                Files.writeString(file, page);
                yield file.toUri().toString();
            }
            case "data" -> "http://127.0.0.1:%d/framed".formatted(port);
            default -> origin.replace("PORT", Integer.toString(port));
        };
    }

    private String open(String url) throws IOException, InterruptedException {
        results.clear();
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--host-resolver-rules=MAP *.test 127.0.0.1, MAP *.localhost 127.0.0.1",
                        "--user-data-dir=" + folder.resolve("profile" + visits++),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        try {
            String result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (result == null) {
                throw new AssertionError(
                        "the page told nothing: " + url + "\n" + Files.readString(folder.resolve("browser.log")));
            }
            return result;
        } finally {
            Chromium.end(process);
        }
    }

    private void answer(HttpExchange exchange, String content) throws IOException {
        try (exchange) {
            String html = exchange.getRequestURI().getPath().equals("/framed") ? framed() : content;
            byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The page as a data URL: no browser opens one by itself. */
    private String framed() {
        String encoded = Base64.getEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8));
        return "<iframe src='data:text/html;base64,%s'></iframe>".formatted(encoded);
    }

    private void result(HttpExchange exchange) throws IOException {
        try (exchange) {
            results.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
