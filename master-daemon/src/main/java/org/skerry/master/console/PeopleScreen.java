package org.skerry.master.console;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The answers of a {@link ControlSocket} about people as text for a person. */
public final class PeopleScreen {

    private PeopleScreen() {}

    /** A table of them. */
    public static String people(JsonNode answer) {
        if (answer.get("people").isEmpty()) {
            return "No people are known, so nobody signs in; skerry people add NAME adds the first one.";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PERSON", "MAY", "SINCE", "STATE"));
        answer.get("people")
                .forEach(person -> rows.add(List.of(
                        StatusScreen.text(person, "name"),
                        StatusScreen.rights(person),
                        StatusScreen.time(person, "created"),
                        person.has("disabled") ? "disabled" : "")));
        return StatusScreen.table(rows);
    }

    /** Who was added. */
    public static String added(JsonNode person) {
        return "%s may sign in, as %s.%s"
                .formatted(StatusScreen.text(person, "name"), StatusScreen.rights(person), pin(person));
    }

    /** What somebody may do from now on. */
    public static String granted(JsonNode person) {
        return "%s is %s from now on.".formatted(StatusScreen.text(person, "name"), StatusScreen.rights(person));
    }

    /** Whose password is another one. */
    public static String renewed(JsonNode person) {
        return "%s has a new password, and is signed out everywhere.%s"
                .formatted(StatusScreen.text(person, "name"), pin(person));
    }

    /** Who may sign in, or may not for now. */
    public static String able(JsonNode person) {
        return person.has("disabled")
                ? "%s may not sign in until further notice.".formatted(StatusScreen.text(person, "name"))
                : "%s may sign in again.".formatted(StatusScreen.text(person, "name"));
    }

    /** Who was removed. */
    public static String removed(JsonNode person) {
        String removed = "%s is no longer known.".formatted(StatusScreen.text(person, "name"));
        return person.path("left").asInt(0) > 0
                ? removed
                : removed + " That was the last one: paired PCs work without signing in from now on.";
    }

    private static String pin(JsonNode person) {
        return person.has("pin")
                ? " The PIN is %s; it is shown this once only.".formatted(StatusScreen.text(person, "pin"))
                : "";
    }
}
