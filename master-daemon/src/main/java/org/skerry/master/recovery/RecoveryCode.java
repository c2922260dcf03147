package org.skerry.master.recovery;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.skerry.protocol.pairing.CheckDigit;

/**
 * A recovery code that a master has made: 140 random bits, for paper. Not to be found in logs: {@link #toString} hides it.
 *
 * @param digits 28 of Crockford's base 32, without the check digits
 */
public record RecoveryCode(String digits) implements RecoverySecret {

    /** Crockford's: without I and L, which look like 1, without O, which looks like 0, without U, which looks like V. */
    private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUPS = 7;

    /** Of a group, with its check digit. */
    private static final int SIZE = 5;

    private static final Pattern FORM = Pattern.compile("[%s]{%d}".formatted(BASE32, GROUPS * (SIZE - 1)));
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}.·]+");
    private static final String PURPOSE = "skerry recovery 1 code";

    /** @throws IllegalArgumentException if it is something else */
    public RecoveryCode {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("This is no recovery code.");
        }
    }

    static RecoveryCode random(SecureRandom random) {
        return new RecoveryCode(IntStream.range(0, GROUPS * (SIZE - 1))
                .mapToObj(unused ->
                        BASE32.substring(random.nextInt(BASE32.length())).substring(0, 1))
                .collect(Collectors.joining()));
    }

    /**
     * As people type it: in small letters, with or without spaces or hyphens, with an O for a 0.
     *
     * @throws IllegalArgumentException in a plain sentence that tells the groups which are wrong, but not what was typed
     */
    public static RecoveryCode read(String text) {
        List<String> groups = typed(text);
        List<Integer> wrong = IntStream.rangeClosed(1, GROUPS)
                .filter(number -> number > groups.size() || !isRight(number, groups.get(number - 1)))
                .boxed()
                .toList();
        if (groups.size() != GROUPS) {
            throw new IllegalArgumentException(
                    "A recovery code has %d groups of %d letters and digits, %d in all, and %d were typed; look at group %d first."
                            .formatted(
                                    GROUPS,
                                    SIZE,
                                    GROUPS * SIZE,
                                    groups.stream().mapToInt(String::length).sum(),
                                    wrong.isEmpty() ? GROUPS : wrong.getFirst()));
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(mistyped(wrong));
        }
        return new RecoveryCode(
                groups.stream().map(group -> group.substring(0, SIZE - 1)).collect(Collectors.joining()));
    }

    private static String mistyped(List<Integer> wrong) {
        return wrong.size() == 1
                ? "Group %d is mistyped; all others are well written.".formatted(wrong.getFirst())
                : "Groups %s are mistyped."
                        .formatted(wrong.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    /** The groups as they were typed; where they cannot be told apart, five digits at a time. */
    private static List<String> typed(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replace('U', 'V');
        List<String> groups =
                BETWEEN.splitAsStream(plain).filter(group -> !group.isEmpty()).toList();
        return groups.size() == GROUPS ? groups : cut(String.join("", groups), SIZE);
    }

    private static List<String> cut(String digits, int size) {
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < digits.length(); from += size) {
            groups.add(digits.substring(from, Math.min(from + size, digits.length())));
        }
        return groups;
    }

    private static boolean isRight(int number, String group) {
        return group.length() == SIZE
                && group.chars().allMatch(digit -> BASE32.indexOf(digit) >= 0)
                && group.charAt(SIZE - 1) == check(number, group.substring(0, SIZE - 1));
    }

    /** The number of the group is checked too, as its first digit: groups in a wrong order are wrong. */
    private static char check(int number, String digits) {
        return BASE32.charAt(CheckDigit.of(
                IntStream.concat(IntStream.of(number), digits.chars().map(BASE32::indexOf))
                        .toArray()));
    }

    /** For paper: seven groups of four digits, each with its check digit. */
    public String groups() {
        StringJoiner groups = new StringJoiner("-");
        List<String> parts = cut(digits, SIZE - 1);
        for (int i = 0; i < GROUPS; i++) {
            groups.add(parts.get(i) + check(i + 1, parts.get(i)));
        }
        return groups.toString();
    }

    @Override
    public Kind kind() {
        return Kind.CODE;
    }

    /** Quick: so many random bits cannot be tried out. */
    @Override
    public byte[] derived(byte[] salt, int length) {
        return Hkdf.derived(digits.getBytes(StandardCharsets.US_ASCII), salt, PURPOSE, length);
    }

    @Override
    public String toString() {
        return "RecoveryCode[hidden]";
    }
}
