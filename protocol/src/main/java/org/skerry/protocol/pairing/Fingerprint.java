package org.skerry.protocol.pairing;

import java.util.HexFormat;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a node's certificate: the name by which a master or a slave is known.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record Fingerprint(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final String SDP_ALGORITHM = "sha-256 ";

    /** RFC 4648's. */
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final int BITS = 5;
    private static final int DIGITS = 52;

    /** So many digits get a check digit. */
    private static final int CHECKED = 13;

    private static final int GROUP = 7;

    /** @throws IllegalArgumentException if it is something else */
    public Fingerprint {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("A fingerprint is 64 hexadecimal digits.");
        }
    }

    static Fingerprint of(byte[] certificate) {
        return new Fingerprint(HexFormat.of().formatHex(Hash.sha256(certificate)));
    }

    /**
     * That of a session description.
     *
     * @param value such as {@code sha-256 AB:CD:...}
     * @throws IllegalArgumentException if it is something else
     */
    public static Fingerprint ofSdp(String value) {
        if (!value.startsWith(SDP_ALGORITHM)) {
            throw new IllegalArgumentException("A fingerprint is a SHA-256.");
        }
        return new Fingerprint(
                value.substring(SDP_ALGORITHM.length()).replace(":", "").toLowerCase(Locale.ROOT));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /**
     * For people who compare two of them: eight groups of seven letters and digits, the last of every fourteen a check digit
     * (base32, as Syncthing's device IDs have it).
     */
    public String groups() {
        String digits = base32();
        StringBuilder checked = new StringBuilder();
        for (int from = 0; from < DIGITS; from += CHECKED) {
            String part = digits.substring(from, from + CHECKED);
            checked.append(part).append(check(part));
        }
        StringJoiner groups = new StringJoiner("-");
        for (int from = 0; from < checked.length(); from += GROUP) {
            groups.add(checked.substring(from, from + GROUP));
        }
        return groups.toString();
    }

    /** The first group: enough to tell the peers of one site apart. */
    public String firstGroup() {
        return groups().substring(0, GROUP);
    }

    private String base32() {
        StringBuilder digits = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte each : bytes()) {
            held = held << Byte.SIZE | each & 0xff;
            bits += Byte.SIZE;
            while (bits >= BITS) {
                bits -= BITS;
                digits.append(BASE32.charAt(held >> bits & BASE32.length() - 1));
            }
            held &= (1 << bits) - 1;
        }
        return digits.append(BASE32.charAt(held << BITS - bits & BASE32.length() - 1))
                .toString();
    }

    private static char check(String part) {
        return BASE32.charAt(CheckDigit.of(part.chars().map(BASE32::indexOf).toArray()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
