package org.skerry.slave.link;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a master's broadcaster listens: what a user types or pastes, understood.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65,535
 */
public record MasterAddress(String host, int port) {

    /** Where a master listens when nobody says otherwise. */
    public static final int DEFAULT_PORT = 9999;

    private static final String EXAMPLE =
            "Type the master's address, for instance 192.168.1.5 or ws://192.168.1.5:9999/.";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*", Pattern.DOTALL);

    // \w with Unicode: names may be Chinese; the system's resolver has the last word
    private static final Pattern NAME = Pattern.compile("[\\w-]+(\\.[\\w-]+)*\\.?", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

    private static final int MAX_NAME_LENGTH = 253; // of a DNS name

    /** Far more than a name, a port and a code take. */
    private static final int MAX_LENGTH = 1_000;

    /** More of what is wrong nobody reads. */
    private static final int MAX_SHOWN = 60;

    /**
     * Understands an address: {@code ws://host[:port][/]}, {@code host}, {@code host:port}, {@code [IPv6]:port}, a bare
     * IPv6 address, and that in a link, {@code skerry://host[:port][/][?query]}; what else a link says, {@link Invitation}
     * understands. Blanks around it do not count.
     *
     * @throws Unreadable with one plain sentence that says what to type
     */
    public static MasterAddress parse(String text) {
        String typed = text.strip();
        if (typed.length() > MAX_LENGTH) {
            throw new Unreadable(Mistake.LENGTH, shown(typed), "This is too long for an address. " + EXAMPLE);
        }
        String rest = Invitation.isLink(typed) ? hostOfLink(typed) : withoutPath(withoutScheme(typed));
        if (rest.isEmpty()) {
            throw new Unreadable(Mistake.EMPTY, "", EXAMPLE);
        }
        if (rest.startsWith("[")) {
            return bracketed(rest);
        }
        int colon = rest.indexOf(':');
        if (colon != rest.lastIndexOf(':')) {
            return new MasterAddress(ipv6(rest), DEFAULT_PORT);
        }
        return colon < 0
                ? new MasterAddress(host(rest), DEFAULT_PORT)
                : new MasterAddress(host(rest.substring(0, colon)), port(rest.substring(colon + 1)));
    }

    /** The address as a URL, as the master prints it. */
    @Override
    public String toString() {
        return "ws://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + "/";
    }

    private static String withoutScheme(String text) {
        var scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return text;
        }
        if (!scheme.group(1).toLowerCase(Locale.ROOT).equals("ws")) {
            String other = shown(scheme.group(1));
            throw new Unreadable(
                    Mistake.SCHEME,
                    other,
                    "A master's address starts with ws://, not with %s://. %s".formatted(other, EXAMPLE));
        }
        return text.substring("ws://".length());
    }

    /** Programs that hand links on write letters other than ASCII as bytes, each a percent sign and two digits. */
    private static String hostOfLink(String link) {
        String host = withoutPath(Invitation.withoutQuery(link).substring(Invitation.SCHEME.length()));
        try {
            return URLDecoder.decode(host.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noDigits) {
            throw name(host);
        }
    }

    private static String withoutPath(String rest) {
        int slash = rest.indexOf('/');
        if (slash >= 0 && slash < rest.length() - 1) {
            String more = shown(rest.substring(slash));
            throw new Unreadable(
                    Mistake.PATH,
                    more,
                    "A master's address ends after its port; remove \"%s\". %s".formatted(more, EXAMPLE));
        }
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** As much of what is wrong as a sentence has room for, on one line. */
    private static String shown(String text) {
        return text.substring(0, Math.min(MAX_SHOWN, text.length())).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    private static Unreadable name(String wrong) {
        String name = shown(wrong);
        return new Unreadable(
                Mistake.NAME, name, "\"%s\" cannot be the name of a machine. %s".formatted(name, EXAMPLE));
    }

    private static MasterAddress bracketed(String rest) {
        int end = rest.indexOf(']');
        String after = end < 0 ? "" : rest.substring(end + 1);
        if (end < 0 || !(after.isEmpty() || after.startsWith(":"))) {
            throw new Unreadable(
                    Mistake.BRACKETS,
                    shown(rest),
                    "\"%s\" is not complete. Type an IPv6 address as [fd00::5]:9999.".formatted(shown(rest)));
        }
        String host = ipv6(rest.substring(1, end));
        return new MasterAddress(host, after.isEmpty() ? DEFAULT_PORT : port(after.substring(1)));
    }

    private static String ipv6(String text) {
        try {
            if (text.indexOf(':') >= 0) {
                InetAddress.ofLiteral(text);
                return text;
            }
        } catch (IllegalArgumentException unreadable) {
            // said below, in words of our own
        }
        throw new Unreadable(
                Mistake.IPV6, shown(text), "\"%s\" is not an IPv6 address. %s".formatted(shown(text), EXAMPLE));
    }

    private static String host(String text) {
        if (text.isEmpty()) {
            throw new Unreadable(Mistake.NO_HOST, "", "The name of the master's machine is missing. " + EXAMPLE);
        }
        if (DIGITS_AND_DOTS.matcher(text).matches() && !isIpv4(text)) {
            throw new Unreadable(
                    Mistake.IPV4,
                    shown(text),
                    "\"%s\" is not an address: it takes four numbers from 0 to 255, as in 192.168.1.5."
                            .formatted(shown(text)));
        }
        if (text.length() > MAX_NAME_LENGTH || !NAME.matcher(text).matches()) {
            throw name(text);
        }
        return text;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }

    private static int port(String text) {
        if (!text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new Unreadable(
                Mistake.PORT,
                shown(text),
                "\"%s\" is not a port: it is a number from 1 to 65535, usually %d."
                        .formatted(shown(text), DEFAULT_PORT));
    }

    /** What somebody may have done wrong in typing an address. */
    public enum Mistake {
        EMPTY,
        LENGTH,
        SCHEME,
        PATH,
        BRACKETS,
        IPV6,
        NO_HOST,
        IPV4,
        NAME,
        PORT
    }

    /** A text that names no master; the message is a plain sentence that says what to type. */
    public static final class Unreadable extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final Mistake mistake;
        private final String part;

        private Unreadable(Mistake mistake, String part, String message) {
            super(message);
            this.mistake = mistake;
            this.part = part;
        }

        public Mistake mistake() {
            return mistake;
        }

        /** The part of the text that is wrong. */
        public String part() {
            return part;
        }
    }
}
