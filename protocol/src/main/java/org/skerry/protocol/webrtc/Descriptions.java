package org.skerry.protocol.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.protocol.pairing.Fingerprint;
import org.skerry.protocol.signal.Description;

/**
 * Reads a description that came from outside, and writes down anew what WebRTC needs of it: the native parser never
 * sees foreign text.
 */
public final class Descriptions {

    /** What a peer accepts that says nothing (RFC 8841, section 6.1). */
    static final int UNSAID_MESSAGE_BYTES = 65_536;

    /** What libwebrtc sends and takes at most; one byte more closes the channel. */
    static final int MAX_MESSAGE_BYTES = 262_144;

    /** Less leaves no room for an error with its sentence, hence for no answer at all. */
    static final int MIN_MESSAGE_BYTES = 700;

    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");
    private static final Pattern LINE = Pattern.compile("[a-z]=.*");
    private static final Pattern MEDIA =
            Pattern.compile("application ([1-9][0-9]{0,4}) (?:UDP|TCP)/DTLS/SCTP webrtc-datachannel");
    private static final Pattern FINGERPRINT = Pattern.compile("sha-256 ([0-9A-F]{2}(?::[0-9A-F]{2}){31})");
    private static final Pattern UFRAG = Pattern.compile("[0-9A-Za-z+/]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("[0-9A-Za-z+/]{22,256}");
    private static final Pattern SETUP = Pattern.compile("actpass|active|passive");
    private static final Pattern MID = Pattern.compile("[0-9A-Za-z_.+-]{1,64}");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    private Descriptions() {}

    /**
     * The largest message that the author of a description accepts, in bytes: its {@code a=max-message-size}, 65,536
     * where it says nothing, at least 700, at most 262,144.
     *
     * @throws IllegalArgumentException with one plain sentence, if the description is not usable
     */
    public static int maxMessageSize(Description description) {
        return check(description, description.kind()).maxMessageBytes();
    }

    /**
     * Whose certificate a description announces; the connection cannot come to be with another one.
     *
     * @throws IllegalArgumentException with one plain sentence, if the description is not usable
     */
    public static Fingerprint fingerprint(Description description) {
        return Fingerprint.ofSdp(check(description, description.kind()).fingerprint());
    }

    /** @throws IllegalArgumentException with one plain sentence, if the description is not usable */
    static RemoteDescription check(Description description, Description.Kind expected) {
        if (description.kind() != expected) {
            throw new IllegalArgumentException(
                    "This description is no " + expected.name().toLowerCase(Locale.ROOT) + ".");
        }
        List<String> lines = lines(description.sdp());
        checkMedia(lines);
        String setup = one(lines, "a=setup:", SETUP);
        if (expected == Description.Kind.ANSWER && setup.equals("actpass")) {
            throw new IllegalArgumentException("An answer says whether its author is active or passive.");
        }
        Optional<String> mid = atMostOne(lines, "a=mid:", MID);
        return new RemoteDescription(
                expected,
                one(lines, "a=ice-ufrag:", UFRAG),
                one(lines, "a=ice-pwd:", PASSWORD),
                lines.contains("a=ice-lite"),
                fingerprint(lines),
                setup,
                mid,
                mid.isPresent() && lines.contains("a=group:BUNDLE " + mid.get()),
                port(atMostOne(lines, "a=sctp-port:", PORT).orElse("5000")),
                messageBytes(atMostOne(lines, "a=max-message-size:", SIZE)),
                candidates(lines));
    }

    private static List<String> lines(String sdp) {
        if (FORBIDDEN.matcher(sdp).find()) {
            throw new IllegalArgumentException("A description may not hold control characters.");
        }
        List<String> lines = sdp.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.getFirst().equals("v=0")) {
            throw new IllegalArgumentException("A description begins with v=0.");
        }
        if (!lines.stream().allMatch(line -> LINE.matcher(line).matches())) {
            throw new IllegalArgumentException("Each line of a description is a letter, an equals sign and a value.");
        }
        return lines;
    }

    private static void checkMedia(List<String> lines) {
        List<String> sections =
                lines.stream().filter(line -> line.startsWith("m=")).toList();
        if (sections.size() != 1) {
            throw new IllegalArgumentException(
                    "A description has one section, for data; this one has %d sections.".formatted(sections.size()));
        }
        Matcher media = MEDIA.matcher(sections.getFirst().substring(2));
        if (!media.matches()) {
            throw new IllegalArgumentException("The section of a description is for a webrtc-datachannel.");
        }
        port(media.group(1));
    }

    private static String fingerprint(List<String> lines) {
        List<String> found = values(lines, "a=fingerprint:");
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "A description has one fingerprint; this one has %d.".formatted(found.size()));
        }
        String[] parts = found.getFirst().trim().split(" +", 2);
        String normal =
                parts[0].toLowerCase(Locale.ROOT) + " " + (parts.length == 2 ? parts[1].toUpperCase(Locale.ROOT) : "");
        if (!FINGERPRINT.matcher(normal).matches()) {
            throw new IllegalArgumentException("The fingerprint of a description is a SHA-256.");
        }
        return normal;
    }

    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port > 65_535) {
            throw new IllegalArgumentException("A port is at most 65535.");
        }
        return port;
    }

    private static int messageBytes(Optional<String> said) {
        if (said.isEmpty()) {
            return UNSAID_MESSAGE_BYTES;
        }
        long bytes = Long.parseLong(said.get());
        if (bytes > 0 && bytes < MIN_MESSAGE_BYTES) {
            throw new IllegalArgumentException("A description allows messages of %d bytes at least; this one allows %d."
                    .formatted(MIN_MESSAGE_BYTES, bytes));
        }
        return bytes == 0 ? MAX_MESSAGE_BYTES : (int) Math.min(bytes, MAX_MESSAGE_BYTES); // 0: of any size
    }

    private static List<RemoteCandidate> candidates(List<String> lines) {
        List<RemoteCandidate> candidates = new ArrayList<>();
        for (String value : values(lines, "a=candidate:")) {
            if (candidates.size() < RemoteCandidate.MAX_COUNT) {
                RemoteCandidate.read(value).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private static String one(List<String> lines, String prefix, Pattern form) {
        return atMostOne(lines, prefix, form)
                .orElseThrow(() -> new IllegalArgumentException("A description needs the line %s.".formatted(prefix)));
    }

    private static Optional<String> atMostOne(List<String> lines, String prefix, Pattern form) {
        List<String> found = values(lines, prefix);
        if (found.size() > 1) {
            throw new IllegalArgumentException("A description has one line %s at most.".formatted(prefix));
        }
        if (!found.stream().allMatch(value -> form.matcher(value).matches())) {
            throw new IllegalArgumentException("A description's line %s cannot be read.".formatted(prefix));
        }
        return found.stream().findFirst();
    }

    private static List<String> values(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).trim())
                .toList();
    }
}
