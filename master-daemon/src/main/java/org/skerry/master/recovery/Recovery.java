package org.skerry.master.recovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.master.access.Notes;
import org.skerry.master.recovery.RecoverySecret.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a master keeps of its recovery code: the key in {@code recovery.json} of its data folder, and the code itself in
 * {@code recovery-code.txt} until the keeper has taken it. Thread-safe; a change is on the disk first. Whatever is wrong with
 * these files, the master serves.
 */
public final class Recovery {

    private static final Logger LOG = System.getLogger(Recovery.class.getName());

    private static final String PAPER =
            "Recovery code of the Skerry master %s, made %s. Whoever has it can open the backups of this master; without it nobody can.";

    private static final String FILE = "recovery.json";
    private static final String CODE_FILE = "recovery-code.txt";

    /** They have some hundred bytes. */
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private final Path file;
    private final Path codeFile;
    private final String name;
    private final Notes notes;
    private final SecureRandom random;
    private final Clock clock;
    private final boolean isNew;

    /** Replaced as a whole, by who holds the lock of this. */
    private volatile State state;

    private sealed interface State {

        /** @param taken since when the keeper has the secret */
        record Kept(RecoveryKey key, Instant made, Optional<Instant> taken) implements State {}

        /** @param sentence why, and what to do */
        record Missing(String sentence) implements State {}
    }

    private Recovery(Path data, String name, Notes notes, SecureRandom random, Clock clock, Optional<State> found) {
        this.file = data.resolve(FILE);
        this.codeFile = data.resolve(CODE_FILE);
        this.name = name;
        this.notes = notes;
        this.random = random;
        this.clock = clock;
        this.isNew = found.isEmpty();
        this.state = found.orElse(new State.Missing("There is no recovery code yet."));
    }

    /**
     * That of a data folder, made if there is none.
     *
     * @param name of the master, for the paper
     * @param passphrase a file with what is to take the place of a code; once there is a recovery it may be gone
     * @throws StorageException with a plain sentence, if the passphrase is unfit or another one than before
     */
    public static Recovery in(
            Path data, String name, Optional<Path> passphrase, Notes notes, SecureRandom random, Clock clock) {
        Optional<State> found = read(data.resolve(FILE));
        Recovery recovery = new Recovery(data, name, notes, random, clock, found);
        if (found.isEmpty()) {
            recovery.begin(passphrase.map(Passphrase::in));
        } else {
            passphrase.filter(Files::exists).ifPresent(recovery::checkSame);
            recovery.warning().ifPresent(warning -> LOG.log(Level.WARNING, warning));
        }
        return recovery;
    }

    private static Optional<State> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException("it is too large");
            }
            JsonNode json = JsonText.read(Files.readAllBytes(file));
            return Optional.of(new State.Kept(
                    RecoveryKey.read(json),
                    Instant.parse(json.path("made").asString("")),
                    json.has("taken")
                            ? Optional.of(Instant.parse(json.path("taken").asString("")))
                            : Optional.empty()));
        } catch (IOException | StorageException | IllegalArgumentException | DateTimeException damaged) {
            return Optional.of(new State.Missing(
                    "The recovery key, %s, cannot be read (%s), so no backup can be encrypted: put the file back from a copy and start the master again, or make another code with skerry recovery --new."
                            .formatted(file, damaged.getMessage())));
        }
    }

    private void begin(Optional<Passphrase> passphrase) {
        try {
            make(passphrase, "recovery-made");
            LOG.log(
                    Level.INFO,
                    passphrase.isPresent()
                            ? "Made a recovery key of the passphrase"
                            : "Made a recovery code; skerry recovery shows it for printing");
        } catch (StorageException failed) {
            if (state instanceof State.Missing) {
                state = new State.Missing(
                        "There is no recovery code, so no backup can be encrypted; skerry recovery --new makes one. %s"
                                .formatted(failed.getMessage()));
            }
            LOG.log(Level.WARNING, "The recovery code was not made, or not told the audit", failed);
        }
    }

    private void checkSame(Path passphrase) {
        if (state instanceof State.Kept kept && !kept.key().isOf(Passphrase.in(passphrase))) {
            throw new StorageException.Conflict(
                    "The passphrase in %s is not what backups of this master are encrypted to. Put the old one back or leave --passphrase-file out; when the master runs, skerry recovery --new --passphrase-file FILE changes it."
                            .formatted(passphrase));
        }
    }

    /** The key of a data folder, whether or not a master runs on it; empty where there is none that can be read. */
    public static Optional<RecoveryKey> keyIn(Path data) {
        return read(data.resolve(FILE)).flatMap(state -> switch (state) {
            case State.Kept kept -> Optional.of(kept.key());
            case State.Missing _ -> Optional.empty();
        });
    }

    /** Somebody has given the secret, where no master runs on a data folder: so he has it. */
    public static void takeIn(Path data, RecoverySecret given, Instant now) {
        Path file = data.resolve(FILE);
        if (read(file).orElse(null) instanceof State.Kept kept
                && kept.taken().isEmpty()
                && kept.key().isOf(given)) {
            write(file, content(new State.Kept(kept.key(), kept.made(), Optional.of(now))));
        }
    }

    /** Whether the master began with none. */
    public boolean isNew() {
        return isNew;
    }

    /** What a control socket answers about it. */
    public Map<String, Function<JsonNode, JsonNode>> answers() {
        return Map.of(
                "recovery",
                _ -> shown(),
                "recovery-taken",
                _ -> take(),
                "recovery-check",
                this::check,
                "recovery-new",
                this::renew);
    }

    /** How it is, without the code. */
    public ObjectNode report() {
        return switch (state) {
            case State.Kept kept -> {
                ObjectNode report = JsonText.object()
                        .put("kind", kept.key().kind().word())
                        .put("made", kept.made().toString());
                kept.taken().ifPresent(time -> report.put("taken", time.toString()));
                yield report;
            }
            case State.Missing missing -> JsonText.object().put("missing", missing.sentence());
        };
    }

    /** What the keeper has to do, if anything. */
    public Optional<String> warning() {
        return switch (state) {
            case State.Missing missing -> Optional.of(missing.sentence());
            case State.Kept kept when kept.taken().isPresent() -> Optional.empty();
            case State.Kept kept
            when waiting(kept).isPresent() ->
                Optional.of(
                        "Nobody has taken the recovery code yet: skerry recovery shows it for printing, skerry recovery --taken then deletes it here.");
            case State.Kept _ ->
                Optional.of(
                        "Nobody has taken the recovery code, and it is not kept here any more: if you have it, say skerry recovery --taken, else make another one with skerry recovery --new.");
        };
    }

    /** The same as the report, with the code if nobody has taken it yet. */
    public ObjectNode shown() {
        ObjectNode shown = report();
        if (state instanceof State.Kept kept && kept.taken().isEmpty()) {
            waiting(kept).ifPresent(code -> shown.put("code", code.groups()).put("paper", paper(kept.made())));
        }
        return shown;
    }

    /** What has to stand on the paper beside the code, in words. */
    private String paper(Instant made) {
        return PAPER.formatted(name, LocalDate.ofInstant(made, ZoneId.systemDefault()));
    }

    /** The code that is to be taken, if it is there and no other one. */
    private Optional<RecoveryCode> waiting(State.Kept kept) {
        try {
            if (Files.notExists(codeFile) || Files.size(codeFile) > MAX_FILE_BYTES) {
                return Optional.empty();
            }
            String first = Files.readString(codeFile).lines().findFirst().orElse("");
            return Optional.of(RecoveryCode.read(first)).filter(kept.key()::isOf);
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** The keeper has the code on paper: it goes from here. */
    private synchronized ObjectNode take() {
        State.Kept kept = kept();
        deleteCode();
        if (kept.taken().isEmpty()) {
            keep(new State.Kept(kept.key(), kept.made(), Optional.of(clock.instant())));
            notes.note("recovery-taken", "", "", kept.key().kind().word());
        }
        return report();
    }

    private ObjectNode check(JsonNode wish) {
        RecoveryKey key = kept().key();
        RecoverySecret typed =
                told(() -> RecoverySecret.read(key.kind(), wish.path("secret").asString("")));
        if (!key.isOf(typed)) {
            throw new StorageException.Conflict(
                    key.kind() == Kind.CODE
                            ? "This code is well written, but it is not the one of this master now; an older one opens the backups of its time only."
                            : "This is not the passphrase of this master.");
        }
        return report();
    }

    private synchronized ObjectNode renew(JsonNode wish) {
        Optional<Passphrase> passphrase = wish.has("passphrase")
                ? Optional.of(told(() -> Passphrase.read(wish.path("passphrase").asString(""))))
                : Optional.empty();
        make(passphrase, state instanceof State.Kept ? "recovery-replaced" : "recovery-made");
        return shown();
    }

    private State.Kept kept() {
        return switch (state) {
            case State.Kept kept -> kept;
            case State.Missing missing -> throw new StorageException.NotFound(missing.sentence());
        };
    }

    /** The code is on the disk before its key: no key is kept whose code nobody could have seen. */
    private synchronized void make(Optional<Passphrase> passphrase, String action) {
        RecoverySecret secret =
                passphrase.<RecoverySecret>map(given -> given).orElseGet(() -> RecoveryCode.random(random));
        Instant now = clock.instant();
        if (secret instanceof RecoveryCode code) {
            write(codeFile, "%s%n%n%s%n".formatted(code.groups(), paper(now)).getBytes(StandardCharsets.UTF_8));
        }
        Optional<Instant> taken = secret.kind() == Kind.CODE ? Optional.empty() : Optional.of(now);
        keep(new State.Kept(RecoveryKey.of(secret, random), now, taken));
        if (taken.isPresent()) {
            deleteCode();
        }
        notes.note(action, "", "", secret.kind().word());
    }

    private void keep(State.Kept kept) {
        write(file, content(kept));
        state = kept;
    }

    private static byte[] content(State.Kept kept) {
        ObjectNode json = kept.key().json().put("made", kept.made().toString());
        kept.taken().ifPresent(time -> json.put("taken", time.toString()));
        return JsonText.writeUtf8(json);
    }

    private static void write(Path file, byte[] content) {
        try {
            DurableFiles.replace(file, content);
        } catch (IOException failed) {
            throw new StorageException.Failed("%s cannot be written: %s.".formatted(file, failed.getMessage()), failed);
        }
    }

    private void deleteCode() {
        try {
            Files.deleteIfExists(codeFile);
            DurableFiles.syncFolder(codeFile.toAbsolutePath().getParent());
        } catch (IOException failed) {
            throw new StorageException.Failed("%s cannot be deleted; delete it yourself.".formatted(codeFile), failed);
        }
    }

    private static <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException unfit) {
            throw new StorageException.BadRequest(String.valueOf(unfit.getMessage()), unfit);
        }
    }
}
