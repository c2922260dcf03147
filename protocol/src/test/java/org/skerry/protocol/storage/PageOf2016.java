package org.skerry.protocol.storage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.skerry.jio.JsonText;
import org.skerry.protocol.session.Frame;
import org.skerry.protocol.session.MessageChannel;

/** A client that announces nothing and speaks JSON text, as the slave page of 2016. */
final class PageOf2016 {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MessageChannel channel;
    private int calls;

    PageOf2016(MessageChannel channel) {
        this.channel = channel;
    }

    /** Sends a frame and takes the next one, which without other calls outstanding is its answer. */
    String ask(String frame) throws InterruptedException {
        channel.send(Frame.text(frame), PATIENCE);
        return new String(channel.receive().orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    /** Calls a method; gives the answer without its id: {@code "type":...}. */
    String call(String method, String arguments) throws InterruptedException {
        String name = JsonText.write(JsonText.nodes().stringNode(method));
        String id = "{\"id\":" + ++calls + ",";
        String answer =
                ask(id + "\"type\":\"jio_query\",\"method_name\":" + name + ",\"argument_list\":" + arguments + "}");
        if (!answer.startsWith(id)) {
            throw new AssertionError("not the answer to call " + calls + ": " + answer);
        }
        return answer.substring(id.length(), answer.length() - 1);
    }
}
