package org.skerry.master.console;

import tools.jackson.databind.JsonNode;

/** The answers of a {@link ControlSocket} about the recovery code as text for a person. */
public final class RecoveryScreen {

    private RecoveryScreen() {}

    /** The code, for printing, or what has become of it. */
    public static String recovery(JsonNode answer) {
        if (answer.has("missing")) {
            return StatusScreen.text(answer, "missing");
        }
        if (answer.has("code")) {
            return String.join(
                    System.lineSeparator(),
                    "",
                    "    " + StatusScreen.text(answer, "code"),
                    "",
                    StatusScreen.text(answer, "paper"),
                    "Print it, or write it down, and keep it away from this PC; then skerry recovery --taken deletes it here.");
        }
        String state = "Backups are encrypted to %s.".formatted(state(answer));
        return answer.has("taken")
                ? state
                        + " It is not kept here: skerry recovery --check says whether one is right, --new makes another one."
                : state + " It is not kept here any more: if you have it, say skerry recovery --taken, else --new.";
    }

    /** That the keeper has it. */
    public static String taken(JsonNode answer) {
        return "Backups are encrypted to %s. It is not kept here any more.".formatted(state(answer));
    }

    /** That it is the right one. */
    public static String right(JsonNode answer) {
        return "This is the right one: backups are encrypted to %s.".formatted(state(answer));
    }

    /** Since when there is one, on one line. */
    static String state(JsonNode recovery) {
        if (recovery.has("missing")) {
            return "none";
        }
        if (StatusScreen.text(recovery, "kind").equals("passphrase")) {
            return "the passphrase given " + StatusScreen.time(recovery, "made");
        }
        return "the code made %s, %s"
                .formatted(
                        StatusScreen.time(recovery, "made"),
                        recovery.has("taken") ? "taken " + StatusScreen.time(recovery, "taken") : "not taken yet");
    }
}
