package org.skerry.master.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.skerry.jio.FormId;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.Query;
import org.skerry.jio.query.Query.Operator;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a PC or a person may do. Immutable.
 *
 * @param role the most it may do with anything
 * @param types the record types it may see, and as what; empty for all of them
 * @param isOwnOnly whether it sees only the records that it made itself
 * @param hidden fields it does not see
 */
public record Grant(Role role, Optional<Map<String, Role>> types, boolean isOwnOnly, Set<String> hidden) {

    /** Stands for records without a type. */
    public static final String WITHOUT_TYPE = "-";

    private static final int MAX_NAMES = 200;
    private static final int MAX_NAME = 200;

    public Grant {
        types = types.map(named -> Collections.unmodifiableMap(new TreeMap<>(named)));
        hidden = Set.copyOf(hidden);
    }

    /** A role with all records. */
    public static Grant of(Role role) {
        return new Grant(role, Optional.empty(), false, Set.of());
    }

    /**
     * As people write it.
     *
     * @param role the word of a role
     * @param types types with commas between, {@code -} for records without; each may have a role of its own:
     *     {@code Crew=reader}; empty for all
     * @param hidden fields with commas between; empty for none
     * @throws IllegalArgumentException with a plain sentence
     */
    public static Grant parse(String role, String types, boolean isOwnOnly, String hidden) {
        Role most = Role.of(role);
        Map<String, Role> named = new LinkedHashMap<>();
        for (String each : names(types)) {
            int equals = each.lastIndexOf('=');
            String type = equals < 0 ? each : each.substring(0, equals).strip();
            named.put(
                    type, equals < 0 ? most : Role.of(each.substring(equals + 1).strip()));
        }
        Grant grant = new Grant(
                most, named.isEmpty() ? Optional.empty() : Optional.of(named), isOwnOnly, Set.copyOf(names(hidden)));
        grant.check();
        return grant;
    }

    private static List<String> names(String list) {
        return List.of(list.split(",")).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private void check() {
        if (isRestricted() && role == Role.ADMIN) {
            throw new IllegalArgumentException("An admin sees everything; choose reader or writer with those limits.");
        }
        if (types.map(Map::size).orElse(0) > MAX_NAMES || hidden.size() > MAX_NAMES) {
            throw new IllegalArgumentException("At most %d types and fields can be named.".formatted(MAX_NAMES));
        }
        if (hidden.contains(FormId.TYPE_FIELD) || hidden.contains(RecordView.OWNER)) {
            throw new IllegalArgumentException(
                    "The fields %s and %s cannot be hidden.".formatted(FormId.TYPE_FIELD, RecordView.OWNER));
        }
        types.ifPresent(named -> {
            named.keySet().forEach(Grant::checkName);
            if (named.containsKey(FormId.TYPE)) {
                throw new IllegalArgumentException("Whoever sees a type sees its form; only an admin changes forms.");
            }
            if (named.containsValue(Role.ADMIN)) {
                throw new IllegalArgumentException("A type can be for a reader or a writer, not for an admin.");
            }
        });
        hidden.forEach(Grant::checkName);
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || !JsonText.isWellFormed(name)) {
            throw new IllegalArgumentException(
                    "A type or a field is named with 1 to %d characters.".formatted(MAX_NAME));
        }
    }

    /** Whether there is anything that a reader of everything sees and this one does not. */
    public boolean isRestricted() {
        return types.isPresent() || isOwnOnly || !hidden.isEmpty();
    }

    /** Whether it is that of an admin, who sees everything: whoever does not could let himself see more. */
    boolean administers() {
        return role == Role.ADMIN && !isRestricted();
    }

    /** What is allowed by both: by that of the PC, and by that of the person who sits there. */
    public Grant and(Grant other) {
        Set<String> allHidden = new TreeSet<>(hidden);
        allHidden.addAll(other.hidden);
        Role least = Role.least(role, other.role);
        return new Grant(least, bothTypes(other), isOwnOnly || other.isOwnOnly, allHidden);
    }

    private Optional<Map<String, Role>> bothTypes(Grant other) {
        if (types.isEmpty() || other.types.isEmpty()) {
            return types.or(other::types);
        }
        Map<String, Role> both = new LinkedHashMap<>();
        types.get().forEach((type, mine) -> {
            Role theirs = other.types.get().get(type);
            if (theirs != null) {
                both.put(type, Role.least(mine, theirs));
            }
        });
        return Optional.of(both);
    }

    /**
     * How the records are seen with it.
     *
     * @param owner how whoever has it is called in the records he makes
     */
    public RecordView view(String owner) {
        if (role != Role.READER && !isRestricted()) {
            return RecordView.WHOLE;
        }
        Query own = isOwnOnly ? new Query.Compare(RecordView.OWNER, Operator.EQUAL, owner) : Query.ALL;
        Query visible = types.isEmpty() && !isOwnOnly
                ? Query.ALL
                : new Query.Or(List.of(new Query.And(List.of(ofTypes(Role.READER), own)), forms()));
        Query noForm = new Query.Not(new Query.Compare(FormId.TYPE_FIELD, Operator.EQUAL, FormId.TYPE));
        Query writable = role == Role.READER
                ? new Query.Or(List.of())
                : new Query.And(List.of(ofTypes(Role.WRITER), own, noForm));
        return new RecordView(visible, writable, hidden, isOwnOnly ? Optional.of(owner) : Optional.empty());
    }

    private Query ofTypes(Role least) {
        if (types.isEmpty()) {
            return Query.ALL;
        }
        List<Query> any = new ArrayList<>();
        types.get().forEach((type, allowed) -> {
            if (allowed.compareTo(least) >= 0) {
                any.add(ofType(type));
            }
        });
        return new Query.Or(any);
    }

    private static Query ofType(String type) {
        return type.equals(WITHOUT_TYPE)
                ? new Query.Not(new Query.Compare(FormId.TYPE_FIELD, Operator.DEFAULT, "%"))
                : new Query.Compare(FormId.TYPE_FIELD, Operator.EQUAL, type);
    }

    private Query forms() {
        Query form = new Query.Compare(FormId.TYPE_FIELD, Operator.EQUAL, FormId.TYPE);
        if (types.isEmpty()) {
            return form;
        }
        List<Query> any = types.get().keySet().stream()
                .<Query>map(type -> new Query.Compare(FormId.FOR_FIELD, Operator.EQUAL, type))
                .toList();
        return new Query.And(List.of(form, new Query.Or(any)));
    }

    /** Adds it to an object; {@link #read} reads it from there. */
    public void write(ObjectNode json) {
        json.put("role", role.word());
        types.ifPresent(named -> {
            ObjectNode each = json.putObject("types");
            named.forEach((type, allowed) -> each.put(type, allowed.word()));
        });
        if (isOwnOnly) {
            json.put("own", true);
        }
        if (!hidden.isEmpty()) {
            var fields = json.putArray("hidden");
            hidden.stream().sorted().forEach(fields::add);
        }
    }

    /**
     * A limit that cannot be read must not be left out: he who has it would see more.
     *
     * @throws IllegalArgumentException with a plain sentence, if there is none, or one that cannot be read
     */
    public static Grant read(JsonNode json) {
        if (!isReadable(json)) {
            throw new IllegalArgumentException("the rights of somebody in it are damaged");
        }
        Map<String, Role> types = new LinkedHashMap<>();
        json.path("types")
                .properties()
                .forEach(
                        type -> types.put(type.getKey(), Role.of(type.getValue().asString(""))));
        Set<String> hidden = new TreeSet<>();
        json.path("hidden").forEach(field -> hidden.add(field.asString("")));
        Grant grant = new Grant(
                Role.of(json.path("role").asString("")),
                json.has("types") ? Optional.of(types) : Optional.empty(),
                json.path("own").asBoolean(false),
                hidden);
        grant.check();
        return grant;
    }

    /** Whether all that is there has the form that {@link #write} gives it. */
    static boolean isReadable(JsonNode json) {
        return (!json.has("types") || json.path("types").isObject())
                && (!json.has("own") || json.path("own").isBoolean())
                && (!json.has("hidden") || isListOfTexts(json.path("hidden")));
    }

    private static boolean isListOfTexts(JsonNode list) {
        return list.isArray() && list.valueStream().allMatch(JsonNode::isString);
    }
}
