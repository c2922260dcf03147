package org.skerry.master.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The people who work with a master's records, kept in {@code people.json} of its data folder; while there are none, nobody
 * signs in. Thread-safe; a change is on the disk first.
 */
public final class People {

    private static final String FILE = "people.json";
    private static final int VERSION = 1;

    /** Thousands of people. */
    private static final long MAX_FILE_BYTES = 4 * 1024 * 1024;

    private static final int MAX_PEOPLE = 5_000;

    private final Path file;

    /** By the keys of their names; replaced as a whole, by who holds the lock of this. */
    private volatile Map<String, Person> people = Map.of();

    private People(Path file) {
        this.file = file;
    }

    /**
     * Those of a data folder.
     *
     * @throws StorageException.Failed with a plain sentence, if the file cannot be read: nobody is let in then
     */
    public static People in(Path data) {
        People people = new People(data.resolve(FILE));
        try {
            people.read();
            return people;
        } catch (IOException | StorageException.BadRequest | IllegalArgumentException | DateTimeException damaged) {
            throw new StorageException.Failed(
                    "The list of people, %s, cannot be read (%s); put it back from a backup, or move it away and add all people again."
                            .formatted(people.file, damaged.getMessage()),
                    damaged);
        }
    }

    private void read() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("it is too large");
        }
        JsonNode list = JsonText.read(Files.readAllBytes(file));
        if (list.path("version").asInt(0) != VERSION || !list.path("people").isArray()) {
            throw new IOException("it is no such list, or one of a newer version");
        }
        Map<String, Person> read = new LinkedHashMap<>();
        for (JsonNode each : list.path("people")) {
            Person person = person(each);
            if (read.put(person.name().key(), person) != null) {
                throw new IOException("two people have the same name");
            }
        }
        people = Map.copyOf(read);
    }

    private static Person person(JsonNode json) {
        if (json.has("disabled") && !json.path("disabled").isBoolean()) {
            throw new IllegalArgumentException("whether somebody in it may sign in is damaged");
        }
        return new Person(
                new PersonName(json.path("name").asString("")),
                Grant.read(json),
                SecretHasher.checkedHash(json.path("secret").asString("")),
                Instant.parse(json.path("created").asString("")),
                json.path("disabled").asBoolean(false));
    }

    private static ObjectNode json(Person person) {
        ObjectNode json = JsonText.object().put("name", person.name().text());
        person.grant().write(json);
        json.put("secret", person.secret()).put("created", person.created().toString());
        if (person.isDisabled()) {
            json.put("disabled", true);
        }
        return json;
    }

    /** Whether no person is known, so that nobody has to sign in. */
    public boolean isEmpty() {
        return people.isEmpty();
    }

    /** @throws StorageException.Forbidden if there are people, who would not be asked for their names */
    public void checkOpen() {
        if (!isEmpty()) {
            throw new StorageException.Forbidden(
                    "This master knows people, and --open lets everybody in without a name;"
                            + " start it without --open, or remove them first (skerry people remove).");
        }
    }

    /** The longest known first. */
    List<Person> all() {
        return people.values().stream()
                .sorted(Comparator.comparing(Person::created)
                        .thenComparing(person -> person.name().text()))
                .toList();
    }

    /** The one with a name, as somebody typed it. */
    Optional<Person> find(String name) {
        try {
            return Optional.ofNullable(people.get(new PersonName(name).key()));
        } catch (IllegalArgumentException nobodysName) {
            return Optional.empty();
        }
    }

    /** @throws StorageException.Conflict if somebody has the name */
    synchronized void add(Person person, Actor actor) {
        if (people.containsKey(person.name().key())) {
            throw new StorageException.Conflict("There is a person called %s already; skerry people lists them."
                    .formatted(person.name().text()));
        }
        if (people.size() >= MAX_PEOPLE) {
            throw new StorageException.TooLarge("At most %,d people can be known.".formatted(MAX_PEOPLE));
        }
        keep(person, actor);
    }

    /**
     * Changes one.
     *
     * @return as he is now
     * @throws StorageException.NotFound if there is none with that name
     */
    synchronized Person change(String name, UnaryOperator<Person> change, Actor actor) {
        Person changed = change.apply(known(name));
        keep(changed, actor);
        return changed;
    }

    /** @throws StorageException.NotFound if there is none with that name */
    synchronized Person remove(String name, Actor actor) {
        Person removed = known(name);
        Map<String, Person> next = new LinkedHashMap<>(people);
        next.remove(removed.name().key());
        actor.checkPeople(next.values());
        write(next);
        return removed;
    }

    private Person known(String name) {
        return find(name)
                .orElseThrow(() -> new StorageException.NotFound(
                        "No person is called %s; skerry people lists them.".formatted(name)));
    }

    private void keep(Person person, Actor actor) {
        Map<String, Person> next = new LinkedHashMap<>(people);
        next.put(person.name().key(), person);
        actor.checkPeople(next.values());
        write(next);
    }

    private void write(Map<String, Person> next) {
        ObjectNode json = JsonText.object().put("version", VERSION);
        ArrayNode list = json.putArray("people");
        next.values().forEach(person -> list.add(json(person)));
        byte[] text = JsonText.writeUtf8(json);
        if (text.length > MAX_FILE_BYTES) {
            throw new StorageException.TooLarge("The list of people is full; name fewer types and fields.");
        }
        try {
            DurableFiles.replace(file, text);
        } catch (IOException failed) {
            throw new StorageException.Failed(
                    "The list of people, %s, cannot be written: %s.".formatted(file, failed.getMessage()), failed);
        }
        people = Map.copyOf(next);
    }
}
