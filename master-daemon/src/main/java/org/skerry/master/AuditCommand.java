package org.skerry.master;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.skerry.jio.AuditEntry;
import org.skerry.jio.JsonText;
import org.skerry.jio.PlainText;
import org.skerry.jio.local.AuditTrail;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry audit}: who did what, when. */
@Command(
        name = "audit",
        description = {
            "Lists who changed what, when, what was refused, and which PCs were let in; with or without a running master.",
            "With --verify it checks that nothing in the list was changed, left out or cut off."
        })
final class AuditCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    /** What a spreadsheet would take for a formula when it begins a cell. */
    private static final String FORMULAS = "=+-@\t\r";

    @Mixin
    private MasterDaemon.Common common = new MasterDaemon.Common();

    @Option(names = "--from", paramLabel = "TIME", description = "2026-11-28 or 2026-11-28T08:30:00Z: not before that.")
    private String from = "";

    @Option(names = "--until", paramLabel = "TIME", description = "The same: before that.")
    private String until = "";

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "Of this person or PC only, or of the PC whose key begins like this.")
    private String who = "";

    @Option(names = "--record", paramLabel = "ID", description = "About this record only.")
    private String record = "";

    @Option(
            names = "--action",
            paramLabel = "WORD",
            description =
                    "Only created, changed, removed, attached, detached, restored, refused, code, paired, granted, revoked, signed-in,"
                            + " signed-out, sign-in-refused, person-added, person-changed, person-removed, recovery-made,"
                            + " recovery-replaced, recovery-taken.")
    private String action = "";

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "The last N of them; 0 for all. Default: ${DEFAULT-VALUE}, all for --csv and --json")
    private long last = 50;

    @Option(names = "--csv", description = "Prints CSV.")
    private boolean csv;

    @Option(names = "--json", description = "Prints JSON, one entry a line.")
    private boolean json;

    @Option(names = "--verify", description = "Checks the whole list instead; exit status 1 if it was tampered with.")
    private boolean verify;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AuditTrail trail = AuditTrail.of(common.data());
        return verify ? verify(trail) : list(trail);
    }

    private int verify(AuditTrail trail) {
        AuditTrail.Verdict verdict = trail.verify();
        String sentence = verdict.damage()
                .map(damage -> "The audit was tampered with after entry %,d. %s".formatted(verdict.entries(), damage))
                .orElseGet(() -> verdict.anew()
                        .map(first -> "The audit is whole since entry %,d: %,d entries."
                                .formatted(first, verdict.entries() - first + 1))
                        .orElse("The audit is whole: %,d entries.".formatted(verdict.entries())));
        if (json) {
            ObjectNode answer = JsonText.object()
                    .put("entries", verdict.entries())
                    .put("whole", verdict.damage().isEmpty());
            verdict.damage().ifPresent(damage -> answer.put("damage", damage));
            verdict.anew().ifPresent(first -> answer.put("verified_from", first));
            verdict.unproved().ifPresent(unproved -> answer.put("unproved", unproved));
            out().println(JsonText.write(answer));
        } else {
            out().println(sentence);
            verdict.unproved().ifPresent(out()::println);
        }
        return verdict.damage().isPresent() ? 1 : 0;
    }

    private int list(AuditTrail trail) {
        var filter = new AuditTrail.Filter(time("--from", from), time("--until", until), who, record, action);
        boolean isAll = last == 0
                || (csv || json) && !spec.commandLine().getParseResult().hasMatchedOption("--last");
        trail.read(filter, isAll ? Long.MAX_VALUE : last, csv ? csv() : json ? this::printJson : this::print);
        out().flush();
        return 0;
    }

    private Optional<Instant> time(String option, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text)
                                    .atStartOfDay(ZoneId.systemDefault())
                                    .toInstant());
        } catch (DateTimeException unreadable) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "%s takes a day like 2026-11-28 or a time like 2026-11-28T08:30:00Z.".formatted(option));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(AuditEntry entry) {
        out().println("%8d  %s  %-15s  %s  %s%s"
                .formatted(
                        entry.number(),
                        TIME.format(entry.time()),
                        entry.action(),
                        who(entry.person(), entry.pc()),
                        PlainText.line(entry.record()),
                        entry.detail().isEmpty() ? "" : "  " + PlainText.line(entry.detail())));
    }

    static String who(String person, String pc) {
        return PlainText.line(person.isEmpty() ? pc.isEmpty() ? "the master" : pc : "%s at %s".formatted(person, pc));
    }

    private void printJson(AuditEntry entry) {
        out().println(PlainText.json(JsonText.write(JsonText.object()
                .put("number", entry.number())
                .put("time", entry.time().toString())
                .put("action", entry.action())
                .put("person", entry.person())
                .put("pc", entry.pc())
                .put("key", entry.key())
                .put("record", entry.record())
                .put("detail", entry.detail())
                .put("before", entry.before())
                .put("after", entry.after()))));
    }

    private Consumer<AuditEntry> csv() {
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(out());
        csv.writeRecord("number", "time", "action", "person", "pc", "key", "record", "detail", "before", "after");
        return entry -> csv.writeRecord(List.of(
                Long.toString(entry.number()),
                entry.time().toString(),
                entry.action(),
                cell(entry.person()),
                cell(entry.pc()),
                entry.key(),
                cell(entry.record()),
                cell(entry.detail()),
                Long.toString(entry.before()),
                Long.toString(entry.after())));
    }

    private static String cell(String text) {
        return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
