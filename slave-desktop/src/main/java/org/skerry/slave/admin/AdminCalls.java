package org.skerry.slave.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.storage.SessionSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The master behind a link, as admins use it. A call is made once: most of them are not the same when they are repeated. */
public final class AdminCalls implements Administration {

    private final SessionSource link;
    private final Duration patience;

    /** @param patience how long one call may take, the wait for a connection included */
    public AdminCalls(SessionSource link, Duration patience) {
        this.link = link;
        this.patience = patience;
    }

    private JsonNode call(String method, JsonNode... arguments) {
        ArrayNode list = JsonText.nodes().arrayNode();
        List.of(arguments).forEach(list::add);
        JsonNode answer = link.session(patience).call(new Call(method, list), patience);
        if (answer == null) {
            throw new StorageException.Failed("The master did not say what became of '%s'.".formatted(method));
        }
        return answer;
    }

    private static JsonNode text(String text) {
        return JsonText.nodes().stringNode(text);
    }

    private static JsonNode secret(Optional<String> secret) {
        return secret.map(AdminCalls::text).orElse(JsonText.nodes().nullNode());
    }

    private static Optional<String> pin(JsonNode answer) {
        return Optional.of(answer.path("pin").asString("")).filter(pin -> !pin.isEmpty());
    }

    @Override
    public Pcs pcs() {
        JsonNode answer = call("allPeers");
        return new Pcs(
                answer.path("peers").valueStream().map(AdminCalls::pc).toList(),
                answer.path("code_waits").asBoolean(false));
    }

    private static KnownPc pc(JsonNode json) {
        return new KnownPc(
                json.path("name").asString(""),
                json.path("key").asString(""),
                Grant.read(json),
                time(json, "paired").orElse(Instant.EPOCH),
                time(json, "connected"),
                time(json, "revoked"),
                json.path("here").asBoolean(false));
    }

    /** Empty also where it cannot be read: nothing depends on it. */
    private static Optional<Instant> time(JsonNode json, String field) {
        try {
            return json.has(field) ? Optional.of(Instant.parse(json.path(field).asString(""))) : Optional.empty();
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public NewCode pair(Grant grant) {
        JsonNode answer = call("pairPeer", grant.json());
        return new NewCode(
                answer.path("code").asString(""),
                Duration.ofSeconds(answer.path("seconds").asLong(0)),
                answer.path("addresses")
                        .valueStream()
                        .map(address -> address.asString(""))
                        .toList());
    }

    @Override
    public void grantPc(String key, Grant grant) {
        call("grantPeer", text(key), grant.json());
    }

    @Override
    public void revokePc(String key) {
        call("revokePeer", text(key));
    }

    @Override
    public List<KnownPerson> people() {
        return call("allPeople")
                .path("people")
                .valueStream()
                .map(AdminCalls::person)
                .toList();
    }

    private static KnownPerson person(JsonNode json) {
        return new KnownPerson(
                json.path("name").asString(""),
                Grant.read(json),
                time(json, "created").orElse(Instant.EPOCH),
                json.path("disabled").asBoolean(false),
                json.path("here").asBoolean(false));
    }

    @Override
    public Added addPerson(String name, Optional<String> secret, Grant grant) {
        JsonNode answer = call("addPerson", text(name), secret(secret), grant.json());
        return new Added(person(answer), pin(answer));
    }

    @Override
    public void grantPerson(String name, Grant grant) {
        call("grantPerson", text(name), grant.json());
    }

    @Override
    public Optional<String> setPassword(String name, Optional<String> secret) {
        return pin(call("setPassword", text(name), secret(secret)));
    }

    @Override
    public void enablePerson(String name) {
        call("enablePerson", text(name));
    }

    @Override
    public void disablePerson(String name) {
        call("disablePerson", text(name));
    }

    @Override
    public void removePerson(String name) {
        call("removePerson", text(name));
    }

    @Override
    public Backup backup() {
        try {
            JsonNode answer = call("backupState");
            return new Backup(answer.path("remind").asBoolean(false), time(answer, "last"));
        } catch (StorageException.NotOffered olderMaster) {
            return new Backup(false, Optional.empty());
        }
    }
}
