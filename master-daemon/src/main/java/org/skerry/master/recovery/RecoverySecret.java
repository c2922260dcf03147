package org.skerry.master.recovery;

import java.util.Locale;

/** What the keeper has on paper or in mind, and the master does not keep. Not to be found in logs. */
public sealed interface RecoverySecret permits RecoveryCode, Passphrase {

    /** What kind of secret it is. */
    enum Kind {
        CODE,
        PASSPHRASE;

        /** As it is written in files. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is no such kind */
        static Kind read(String word) {
            return switch (word) {
                case "code" -> CODE;
                case "passphrase" -> PASSPHRASE;
                default -> throw new IllegalArgumentException("there is no kind of secret called \"" + word + "\"");
            };
        }
    }

    Kind kind();

    /** Bytes that only this secret leads to, and that nobody can find by trying secrets. */
    byte[] derived(byte[] salt, int length);

    /**
     * One as somebody typed it.
     *
     * @throws IllegalArgumentException in a plain sentence that does not repeat it, if it cannot be one
     */
    static RecoverySecret read(Kind kind, String text) {
        return switch (kind) {
            case CODE -> RecoveryCode.read(text);
            case PASSPHRASE -> Passphrase.read(text);
        };
    }
}
