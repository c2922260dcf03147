package org.skerry.master.access;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.skerry.jio.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The people of a folder, as a keeper works with them, with a clock that is moved by hand. */
final class PeopleDesk extends Clock {

    final List<String> notes = new ArrayList<>();
    final People people;
    final SecretHasher hasher = new SecretHasher(new SecureRandom());
    final SignIns signIns;
    final PeopleReport report;
    final Notes told;

    private Instant now = Instant.parse("2026-11-28T08:00:00Z");

    PeopleDesk(Path folder) {
        people = People.in(folder);
        told = (action, caller, _, detail) -> notes.add("%s %s@%s %s"
                .formatted(action, caller.person(), caller.pc(), detail)
                .strip());
        signIns = new SignIns(people, hasher, new SignInLimits(this), told);
        report = new PeopleReport(signIns, false, told, new SecureRandom(), this);
    }

    JsonNode ask(String question, ObjectNode wish) {
        return report.answers().get(question).apply(wish);
    }

    JsonNode add(String name, String secret) {
        return ask("person-add", JsonText.object().put("name", name).put("secret", secret));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
