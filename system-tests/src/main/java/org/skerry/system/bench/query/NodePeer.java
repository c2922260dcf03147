package org.skerry.system.bench.query;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.skerry.jio.JsonText;
import org.skerry.system.bench.ChildProcess;
import org.skerry.system.bench.Lab;
import tools.jackson.databind.JsonNode;

/** {@code node.js}: jIO in memory, or PouchDB. */
final class NodePeer implements Peer {

    private final ChildProcess process;

    private NodePeer(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param engine as {@code node.js} calls it
     * @param folder see {@link PeerFiles}
     */
    static NodePeer start(Lab lab, String engine, Path modules, Path folder) throws IOException {
        return new NodePeer(lab.startProgram(List.of(
                Programs.find("node").orElseThrow(),
                "--max-old-space-size=4096",
                folder.resolve("node.js").toString(),
                engine,
                modules.toString(),
                folder.toString())));
    }

    @Override
    public JsonNode next(Duration patience) throws InterruptedException {
        return JsonText.read(process.nextLine(patience));
    }

    @Override
    public void ask(int question) {
        process.tell(Integer.toString(question));
    }

    @Override
    public void close() {
        process.close();
    }
}
