package org.skerry.master.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.skerry.jio.PlainText;
import org.skerry.jio.local.FolderCheck;
import org.skerry.master.backup.BackupHead;
import org.skerry.master.backup.Restore;
import org.skerry.master.backup.ShellWord;
import tools.jackson.databind.JsonNode;

/** What is said of backups, in sentences. */
public final class BackupScreen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    /** Where there is more, nobody reads it. */
    private static final int MAX_DAMAGES = 20;

    /** More than there are. */
    private static final int MAX_SETTINGS = 20;

    private BackupScreen() {}

    /**
     * What was made, and where it is.
     *
     * @param isElsewhere unless it is on the disk of the data
     */
    public static String made(JsonNode made, String where, boolean isElsewhere, boolean isEncrypted) {
        List<String> lines = new ArrayList<>();
        lines.add("The backup is on the disk: %s, %,d records, %s."
                .formatted(where, made.path("records").asLong(), StatusScreen.bytes(made.path("bytes"))));
        if (!isElsewhere) {
            lines.add(
                    "WARNING: it is on the disk of the data: if that disk dies, both are gone. Copy it to another one.");
        }
        if (!made.path("identity").asBoolean(false)) {
            lines.add(
                    "WARNING: there is no recovery code, so only the records are in it, and every PC would have to be paired anew; skerry recovery --new makes a code.");
        }
        lines.add(
                isEncrypted
                        ? "It is opened with the recovery code only."
                        : "Whoever has the file can read the records; the master's key in it takes the recovery code.");
        addDamages(
                lines,
                made.path("damages"),
                "and so it is in this backup, which does not count as good: keep the older ones");
        if (made.path("damages").isEmpty() && !made.path("older").isEmpty()) {
            lines.add("Note: damaged are older versions only (%,d); nothing that is there now is concerned."
                    .formatted(made.path("older").size()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** What was exported. */
    public static String exported(JsonNode made, String where) {
        List<String> lines = new ArrayList<>();
        lines.add("Everything is in %s: %,d records, %,d attachments. Whoever has the file can read it all."
                .formatted(
                        where,
                        made.path("records").asLong(),
                        made.path("attachments").asLong()));
        addDamages(lines, made.path("damages"), "and not in the file, or not as it was; DAMAGES.txt in it names all");
        return String.join(System.lineSeparator(), lines);
    }

    /** How many there are, and the first. */
    private static void addDamages(List<String> lines, JsonNode damages, String consequence) {
        if (damages.isEmpty()) {
            return;
        }
        lines.add(
                damages.size() == 1
                        ? "WARNING: something is damaged, %s.".formatted(consequence)
                        : "WARNING: %,d things are damaged, %s.".formatted(damages.size(), consequence));
        damages.valueStream().limit(MAX_DAMAGES).forEach(damage -> lines.add("DAMAGED: " + damage.asString("")));
        if (damages.size() > MAX_DAMAGES) {
            lines.add("... and %,d more.".formatted(damages.size() - MAX_DAMAGES));
        }
    }

    /**
     * What came back, and what comes next.
     *
     * @param start how its master is started, in a sentence
     */
    public static String restored(Restore.Restored restored, Path data, String start) {
        List<String> lines = new ArrayList<>();
        long all = restored.head().records();
        lines.add("%,d %srecords are back in %s, as they were on %s."
                .formatted(
                        restored.records(),
                        restored.records() < all ? "of %,d ".formatted(all) : "",
                        data,
                        time(restored.head().made())));
        lines.add(
                restored.isSameMaster()
                        ? "This is the same master as before: all PCs connect to it without a new code. The PC that it was on must not run it any more, for two masters with one key would part your records."
                        : "Only the records: this will be a new master with a key and a recovery code of its own, and each PC has to be paired with it by a new code.");
        restored.settings()
                .ifPresent(settings -> lines.add(
                        "The settings that it had are in %s, and not in force%s. Copy what you still want into the settings of this PC, then delete that file. Until then no history is dropped that it kept."
                                .formatted(settings, set(settings))));
        if (!restored.damages().isEmpty()) {
            lines.add(
                    restored.isFileDamaged()
                            ? "WARNING: the backup is damaged, and this did not come back whole; all else did."
                            : "WARNING: this was damaged already when the backup was made; all else is back.");
            restored.damages().stream().limit(MAX_DAMAGES).forEach(damage -> lines.add("DAMAGED: " + damage));
            if (restored.damages().size() > MAX_DAMAGES) {
                lines.add("... and %,d more.".formatted(restored.damages().size() - MAX_DAMAGES));
            }
            lines.add("skerry verify --data %s names the records that it is about; an older backup may have them whole."
                    .formatted(ShellWord.of(data)));
        }
        lines.add(start + " Queries are slow until the index is built again.");
        return String.join(System.lineSeparator(), lines);
    }

    /** What is set in a file with settings, without its remarks. */
    private static String set(Path settings) {
        try {
            String set = Files.readString(settings)
                    .lines()
                    .map(line -> PlainText.line(line).strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .limit(MAX_SETTINGS)
                    .collect(Collectors.joining("; "));
            return set.isEmpty() ? "" : ": " + set;
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    /** What was found by looking through a folder. */
    public static String verified(FolderCheck.Report report) {
        if (!report.damages().isEmpty() || report.older().isEmpty()) {
            List<String> all = new ArrayList<>(report.damages());
            all.addAll(report.older());
            return verified(whole(report), all, report.remarks());
        }
        List<String> lines = new ArrayList<>(List.of(whole(report)));
        report.remarks().forEach(remark -> lines.add("Note: " + remark));
        report.older().forEach(damage -> lines.add("DAMAGED: " + damage));
        lines.add("Older versions only: nothing that is there now is concerned, and backups count as good.");
        return String.join(System.lineSeparator(), lines);
    }

    /** What is in a folder in which nothing is damaged. */
    private static String whole(FolderCheck.Report report) {
        return "%,d records, %,d contents of attachments, %,d entries of the audit."
                .formatted(report.records(), report.contents(), report.auditEntries());
    }

    /** What a backup says of itself. */
    public static String head(BackupHead head) {
        return "Backup of \"%s\" of %s: %,d records, %,d contents of attachments%s."
                .formatted(
                        head.master(),
                        time(head.made()),
                        head.records(),
                        head.contents(),
                        head.recordsKey().isPresent() ? ", encrypted" : "");
    }

    /** What was found by looking through something. */
    public static String verified(String whole, List<String> damages, List<String> remarks) {
        List<String> lines = new ArrayList<>();
        if (!whole.isEmpty()) {
            lines.add(whole);
        }
        remarks.forEach(remark -> lines.add("Note: " + remark));
        damages.forEach(damage -> lines.add("DAMAGED: " + damage));
        lines.add(
                damages.isEmpty()
                        ? "Nothing is damaged."
                        : "Something is damaged. What is not named here can be read; the rest may be in an older backup.");
        return String.join(System.lineSeparator(), lines);
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
