package org.skerry.master.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the keeper of a master asks about people, and tells it to do with them. Any thread. */
public final class PeopleReport {

    private static final int PINS = 1_000_000;

    private final People people;
    private final boolean isOpen;
    private final Notes notes;
    private final SecretHasher hasher;
    private final SecureRandom random;
    private final Clock clock;

    /** @param isOpen whether the master lets everybody in: then it knows no people */
    public PeopleReport(People people, boolean isOpen, Notes notes, SecureRandom random, Clock clock) {
        this.people = people;
        this.isOpen = isOpen;
        this.notes = notes;
        this.hasher = new SecretHasher(random);
        this.random = random;
        this.clock = clock;
    }

    /** What is answered to which question. */
    public Map<String, Function<JsonNode, JsonNode>> answers() {
        return Map.of(
                "people",
                _ -> list(),
                "person-add",
                told(this::add),
                "person-grant",
                told(this::grant),
                "person-password",
                told(this::password),
                "person-enable",
                told(wish -> able(wish, true)),
                "person-disable",
                told(wish -> able(wish, false)),
                "person-remove",
                told(this::remove));
    }

    /** What is wrong with a wish is told in a sentence. */
    private static Function<JsonNode, JsonNode> told(Function<JsonNode, JsonNode> answer) {
        return wish -> {
            try {
                return answer.apply(wish);
            } catch (IllegalArgumentException wrong) {
                throw new StorageException.BadRequest(String.valueOf(wrong.getMessage()), wrong);
            }
        };
    }

    private ObjectNode list() {
        ObjectNode report = JsonText.object();
        ArrayNode list = report.putArray("people");
        people.all().forEach(person -> list.add(json(person)));
        return report;
    }

    private ObjectNode add(JsonNode wish) {
        if (isOpen) {
            throw new StorageException.Forbidden("--open lets everybody in without a name; start the master without it,"
                    + " then people can be added.");
        }
        PersonName name = new PersonName(name(wish));
        String secret = secret(wish);
        Person person = new Person(name, PeersReport.wished(wish), hasher.hash(secret), clock.instant(), false);
        people.add(person);
        note("person-added", person, person.grant().role().word());
        return withPin(json(person), wish, secret);
    }

    private ObjectNode grant(JsonNode wish) {
        Grant grant = PeersReport.wished(wish);
        return changed(wish, person -> person.granted(grant), grant.role().word());
    }

    private ObjectNode password(JsonNode wish) {
        String secret = secret(wish);
        String hash = hasher.hash(secret);
        return withPin(changed(wish, person -> person.withSecret(hash), "password"), wish, secret);
    }

    private ObjectNode able(JsonNode wish, boolean isAble) {
        return changed(wish, person -> person.disabled(!isAble), isAble ? "enabled" : "disabled");
    }

    private ObjectNode remove(JsonNode wish) {
        Person removed = people.remove(name(wish));
        note("person-removed", removed, "");
        return json(removed).put("left", people.all().size());
    }

    private ObjectNode changed(JsonNode wish, UnaryOperator<Person> change, String what) {
        Person changed = people.change(name(wish), change);
        note("person-changed", changed, what);
        return json(changed);
    }

    private void note(String action, Person person, String what) {
        String name = person.name().text();
        notes.note(action, "", "", what.isEmpty() ? name : "%s: %s".formatted(name, what));
    }

    private static String name(JsonNode wish) {
        return wish.path("name").asString("");
    }

    private String secret(JsonNode wish) {
        return isPin(wish)
                ? "%06d".formatted(random.nextInt(PINS))
                : wish.path("secret").asString("");
    }

    private static boolean isPin(JsonNode wish) {
        return wish.path("pin").asBoolean(false);
    }

    /** The keeper hands it to the person; nobody else is told. */
    private static ObjectNode withPin(ObjectNode answer, JsonNode wish, String secret) {
        return isPin(wish) ? answer.put("pin", secret) : answer;
    }

    private static ObjectNode json(Person person) {
        ObjectNode json = JsonText.object()
                .put("name", person.name().text())
                .put("created", person.created().toString());
        person.grant().write(json);
        if (person.isDisabled()) {
            json.put("disabled", true);
        }
        return json;
    }
}
