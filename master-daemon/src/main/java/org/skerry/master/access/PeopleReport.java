package org.skerry.master.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the keeper of a master asks about people, and tells it to do with them. Any thread. */
public final class PeopleReport {

    private static final int PINS = 1_000_000;
    private static final String PEOPLE = "people";

    private final People people;
    private final boolean isOpen;
    private final Notes notes;
    private final SecretHasher hasher;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * @param signIns of the same people: all that is computed of passwords shares its limits
     * @param isOpen whether the master lets everybody in: then it knows no people
     */
    public PeopleReport(SignIns signIns, boolean isOpen, Notes notes, SecureRandom random, Clock clock) {
        this.people = signIns.people();
        this.isOpen = isOpen;
        this.notes = notes;
        this.hasher = signIns.hasher();
        this.random = random;
        this.clock = clock;
    }

    /** What the keeper of the master is answered to which question. */
    public Map<String, Function<JsonNode, JsonNode>> answers() {
        return Map.of(
                "people",
                _ -> Administration.listed(
                        PEOPLE, people.all().stream().map(PeopleReport::json).toList()),
                "person-add",
                told(wish -> add(name(wish), secret(wish), PeersReport.wished(wish), Actor.KEEPER)),
                "person-grant",
                told(wish -> grant(name(wish), PeersReport.wished(wish), Actor.KEEPER)),
                "person-password",
                told(wish -> password(name(wish), secret(wish), Actor.KEEPER)),
                "person-enable",
                told(wish -> able(name(wish), true, Actor.KEEPER)),
                "person-disable",
                told(wish -> able(name(wish), false, Actor.KEEPER)),
                "person-remove",
                told(wish -> remove(name(wish), Actor.KEEPER)));
    }

    private static Function<JsonNode, JsonNode> told(Function<JsonNode, JsonNode> answer) {
        return wish -> PeersReport.told(() -> answer.apply(wish));
    }

    private static String name(JsonNode wish) {
        return wish.path("name").asString("");
    }

    private static Optional<String> secret(JsonNode wish) {
        return wish.path("pin").asBoolean(false)
                ? Optional.empty()
                : Optional.of(wish.path("secret").asString(""));
    }

    /** The people, for an admin. */
    ObjectNode list(Actor.Admin admin) {
        String here = admin.rights().person();
        return Administration.listed(
                PEOPLE,
                people.all().stream()
                        .map(person -> Administration.marked(
                                json(person), person.name().text().equals(here)))
                        .toList());
    }

    /** @param secret empty for a PIN, which is made and told in the answer */
    ObjectNode add(String called, Optional<String> secret, Grant grant, Actor actor) {
        if (isOpen) {
            throw new StorageException.Forbidden("--open lets everybody in without a name; start the master without it,"
                    + " then people can be added.");
        }
        PersonName name = new PersonName(called);
        String known = secret.orElseGet(this::pin);
        Person person = new Person(name, grant, hasher.hash(known), clock.instant(), false);
        people.add(person, actor);
        note("person-added", person, person.grant().role().word(), actor);
        return secret.isPresent() ? json(person) : withPin(json(person), known);
    }

    ObjectNode grant(String name, Grant grant, Actor actor) {
        return changed(name, person -> person.granted(grant), grant.role().word(), actor);
    }

    /** @param secret as for {@link #add} */
    ObjectNode password(String name, Optional<String> secret, Actor actor) {
        String known = secret.orElseGet(this::pin);
        String hash = hasher.hash(known);
        ObjectNode changed = changed(name, person -> person.withSecret(hash), "password", actor);
        return secret.isPresent() ? changed : withPin(changed, known);
    }

    ObjectNode able(String name, boolean isAble, Actor actor) {
        return changed(name, person -> person.disabled(!isAble), isAble ? "enabled" : "disabled", actor);
    }

    ObjectNode remove(String name, Actor actor) {
        Person removed = people.remove(name, actor);
        note("person-removed", removed, "", actor);
        return json(removed).put("left", people.all().size());
    }

    private ObjectNode changed(String name, UnaryOperator<Person> change, String what, Actor actor) {
        Person changed = people.change(name, change, actor);
        note("person-changed", changed, what, actor);
        return json(changed);
    }

    private void note(String action, Person person, String what, Actor actor) {
        String name = person.name().text();
        actor.note(notes, action, what.isEmpty() ? name : "%s: %s".formatted(name, what));
    }

    private String pin() {
        return "%06d".formatted(random.nextInt(PINS));
    }

    /** Whoever asked for it hands it to the person; nobody else is told. */
    private static ObjectNode withPin(ObjectNode answer, String pin) {
        return answer.put("pin", pin);
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
