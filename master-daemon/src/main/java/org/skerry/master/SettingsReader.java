package org.skerry.master;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.master.SettingsFile.Reach;
import org.skerry.master.backup.BackupSettings;
import org.skerry.master.recovery.Passphrase;
import tools.jackson.databind.JsonNode;

/**
 * Reads one settings file, line by line, so that all mistakes are told at once; what reads a value returns null where it told
 * one.
 */
final class SettingsReader {

    /** Far more than a file with all keys and all of their explanations. */
    private static final int MAX_BYTES = 64 * 1024;

    /** What is no settings file is wrong in each line. */
    private static final int MAX_MISTAKES = 20;

    /** How much of what was written is repeated in a sentence, in code points. */
    private static final int MAX_SHOWN = 40;

    private final Path file;
    private final Reach reach;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<SettingsKey, Integer> lineOf = new EnumMap<>(SettingsKey.class);
    private final List<InetAddress> binds = new ArrayList<>();
    private @Nullable String name;
    private @Nullable Integer port;
    private @Nullable Path data;
    private @Nullable JsonNode storage;
    private @Nullable Boolean open;
    private @Nullable Path passphrase;
    private @Nullable Integer historyDays;
    private @Nullable Path backupFolder;
    private @Nullable String backupTime;
    private @Nullable Boolean backupEncrypt;
    private int line;

    /** @param file absolute, because paths in it are relative to its folder */
    SettingsReader(Path file, Reach reach) {
        this.file = file;
        this.reach = reach;
    }

    /** @throws SettingsMistakes with all of them */
    SettingsFile read() {
        byte[] bytes = bytes();
        int start = 0;
        for (int end = 0; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] == '\n') {
                line++;
                readLine(bytes, start, end);
                start = end + 1;
            }
        }
        if (!mistakes.isEmpty()) {
            throw new SettingsMistakes(shortened());
        }
        return new SettingsFile(
                Optional.ofNullable(name),
                Optional.ofNullable(port),
                binds,
                Optional.ofNullable(data),
                Optional.ofNullable(storage),
                Optional.ofNullable(open),
                Optional.ofNullable(passphrase),
                Optional.ofNullable(historyDays),
                Optional.ofNullable(backupFolder),
                Optional.ofNullable(backupTime),
                Optional.ofNullable(backupEncrypt));
    }

    private byte[] bytes() {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refused("%s is larger than %d KiB, so it is no settings file; name another."
                        .formatted(file, MAX_BYTES / 1024));
            }
            if (new String(bytes, StandardCharsets.ISO_8859_1).indexOf(0) >= 0) { // as in UTF-16
                throw refused("%s is not UTF-8 text; save it again with the encoding UTF-8.".formatted(file));
            }
            return bytes;
        } catch (NoSuchFileException none) {
            throw refused("There is no settings file %s; check the name.".formatted(file));
        } catch (IOException unreadable) {
            throw refused("The settings file %s cannot be read; check the name and its rights.".formatted(file));
        }
    }

    private static SettingsMistakes refused(String sentence) {
        return new SettingsMistakes(List.of(sentence));
    }

    private void readLine(byte[] bytes, int start, int end) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
            readLine((line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text).strip());
        } catch (CharacterCodingException otherEncoding) {
            mistake("this is not UTF-8 text; save the file again with the encoding UTF-8.");
        }
    }

    private void readLine(String text) {
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        int equals = text.indexOf('=');
        if (equals < 0) {
            mistake("there is no = in \"%s\"; write key = value, or # before a remark.".formatted(shown(text)));
            return;
        }
        String key = text.substring(0, equals).strip();
        SettingsKey.of(key)
                .ifPresentOrElse(
                        known -> read(known, text.substring(equals + 1).strip()),
                        () -> mistake("there is no key \"%s\". %s".formatted(shown(key), SettingsKey.advice(key))));
    }

    private void read(SettingsKey key, String value) {
        Integer before = lineOf.putIfAbsent(key, line);
        if (before != null && key != SettingsKey.BIND) {
            mistake("%s stands in line %d already; remove one of them.".formatted(key.text(), before));
        } else if (value.isEmpty()) {
            mistake("%s has no value; write one after the =, or # before the line.".formatted(key.text()));
        } else if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            mistake("%s is written without quotation marks.".formatted(key.text()));
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            mistake("there is a control character in the value of %s; type it again.".formatted(key.text()));
        } else {
            set(key, value);
        }
    }

    private void set(SettingsKey key, String value) {
        switch (key) {
            case NAME -> name = value;
            case PORT -> port = port(value);
            case BIND -> bind(value);
            case DATA -> data = path(key, value);
            case STORAGE -> storage = storage(path(key, value));
            case OPEN -> open = yes(key, value);
            case PASSPHRASE_FILE -> passphrase = passphrase(path(key, value));
            case HISTORY_DAYS -> historyDays = historyDays(value);
            case BACKUP_FOLDER -> backupFolder = path(key, value);
            case BACKUP_TIME -> backupTime = time(value);
            case BACKUP_ENCRYPT -> backupEncrypt = yes(key, value);
        }
    }

    private @Nullable Integer port(String value) {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= MasterSettings.MAX_PORT) {
            return Integer.valueOf(value);
        }
        mistake("port is a number from 0 to %d, not \"%s\".%s"
                .formatted(MasterSettings.MAX_PORT, shown(value), remark(value)));
        return null;
    }

    private @Nullable Integer historyDays(String value) {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= MasterSettings.MAX_HISTORY_DAYS) {
            return Integer.valueOf(value);
        }
        mistake("history-days is a number of days from 1 to %d, or 0 for ever, not \"%s\".%s"
                .formatted(MasterSettings.MAX_HISTORY_DAYS, shown(value), remark(value)));
        return null;
    }

    /** In numbers only: names are asked for in the network, which may not be there yet when a PC starts. */
    private void bind(String value) {
        try {
            InetAddress address = InetAddress.ofLiteral(value);
            binds.add(address);
            if (reach == Reach.ADDRESSES && !ReachableAddresses.isOwn(address)) {
                mistake("bind %s is no address of this PC; it has %s now."
                        .formatted(shown(value), String.join(", ", ReachableAddresses.own())));
            }
        } catch (IllegalArgumentException noAddress) {
            mistake("bind is an IP address of this PC like 192.168.1.20, not \"%s\".%s"
                    .formatted(shown(value), remark(value)));
        }
    }

    private @Nullable String time(String value) {
        try {
            BackupSettings.time(value);
            return value;
        } catch (IllegalArgumentException noTime) {
            mistake("backup-time is a time of day like 02:30, or off, not \"%s\".%s"
                    .formatted(shown(value), remark(value)));
            return null;
        }
    }

    private @Nullable Boolean yes(SettingsKey key, String value) {
        if (value.equals("yes") || value.equals("no")) {
            return value.equals("yes");
        }
        mistake("%s is yes or no, not \"%s\".%s".formatted(key.text(), shown(value), remark(value)));
        return null;
    }

    private @Nullable Path path(SettingsKey key, String value) {
        if (value.startsWith("~")) {
            mistake("%s begins with ~, which means nothing here; write the whole path.".formatted(key.text()));
            return null;
        }
        try {
            return file.resolveSibling(value).normalize();
        } catch (InvalidPathException unfit) {
            mistake("%s is the name of a file or folder, not \"%s\".".formatted(key.text(), shown(value)));
            return null;
        }
    }

    private @Nullable JsonNode storage(@Nullable Path described) {
        try {
            return described == null || reach == Reach.TEXT ? null : MasterSettings.described(described);
        } catch (StorageException.BadRequest unfit) {
            mistake(String.valueOf(unfit.getMessage()));
            return null;
        }
    }

    /** One that is gone is as it should be: it is needed at the first start only. */
    private @Nullable Path passphrase(@Nullable Path secret) {
        try {
            if (secret != null && reach != Reach.TEXT && Files.exists(secret)) {
                Passphrase.in(secret);
            }
            return secret;
        } catch (StorageException.BadRequest unfit) {
            mistake(String.valueOf(unfit.getMessage()));
            return null;
        }
    }

    private static String remark(String value) {
        return value.contains("#") ? " A remark has a line of its own." : "";
    }

    private void mistake(String sentence) {
        mistakes.add("%s, line %d: %s".formatted(file, line, sentence));
    }

    private List<String> shortened() {
        if (mistakes.size() <= MAX_MISTAKES) {
            return mistakes;
        }
        List<String> first = new ArrayList<>(mistakes.subList(0, MAX_MISTAKES));
        first.add("%s has %d more mistakes.".formatted(file, mistakes.size() - MAX_MISTAKES));
        return first;
    }

    /** The beginning of what was written, with nothing that moves the cursor of a terminal. */
    private static String shown(String text) {
        String plain = text.codePoints()
                .limit(MAX_SHOWN)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > MAX_SHOWN ? plain + "..." : plain;
    }
}
