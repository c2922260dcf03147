package org.skerry.protocol.pairing;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The six digits that let one slave in, once. Not to be found in logs: {@link #toString} hides them. */
public record PairingCode(String digits) {

    private static final Pattern FORM = Pattern.compile("[0-9]{6}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}.·-]");
    private static final int COUNT = 1_000_000;

    /** @throws IllegalArgumentException with a plain sentence, if it is something else */
    public PairingCode {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("A code is six digits, such as 123 456.");
        }
    }

    public static PairingCode random(SecureRandom random) {
        return new PairingCode("%06d".formatted(random.nextInt(COUNT)));
    }

    /**
     * As people type it: with a space or a hyphen in between, in full-width digits.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static PairingCode read(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return new PairingCode(BETWEEN.matcher(plain).replaceAll(""));
    }

    /** 123 456. */
    public String spaced() {
        return digits.substring(0, 3) + " " + digits.substring(3);
    }

    @Override
    public String toString() {
        return "PairingCode[hidden]";
    }
}
