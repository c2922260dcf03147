package org.skerry.slave.link;

import java.net.InetAddress;
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

    /**
     * Understands an address: {@code ws://host[:port][/]}, {@code host}, {@code host:port}, {@code [IPv6]:port}, a bare
     * IPv6 address. Blanks around it do not count.
     *
     * @throws Unreadable with one plain sentence that says what to type
     */
    public static MasterAddress parse(String text) {
        String rest = withoutPath(withoutScheme(text.strip()), text.strip());
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
            throw new Unreadable(
                    Mistake.SCHEME,
                    scheme.group(1),
                    "A master's address starts with ws://, not with %s://. %s".formatted(scheme.group(1), EXAMPLE));
        }
        return text.substring("ws://".length());
    }

    private static String withoutPath(String rest, String text) {
        int slash = rest.indexOf('/');
        if (slash >= 0 && slash < rest.length() - 1) {
            throw new Unreadable(
                    Mistake.PATH,
                    rest.substring(slash),
                    "A master's address ends after its port; \"%s\" has more. %s".formatted(text, EXAMPLE));
        }
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static MasterAddress bracketed(String rest) {
        int end = rest.indexOf(']');
        String after = end < 0 ? "" : rest.substring(end + 1);
        if (end < 0 || !(after.isEmpty() || after.startsWith(":"))) {
            throw new Unreadable(
                    Mistake.BRACKETS,
                    rest,
                    "\"%s\" is not complete. Type an IPv6 address as [fd00::5]:9999.".formatted(rest));
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
        throw new Unreadable(Mistake.IPV6, text, "\"%s\" is not an IPv6 address. %s".formatted(text, EXAMPLE));
    }

    private static String host(String text) {
        if (text.isEmpty()) {
            throw new Unreadable(Mistake.NO_HOST, "", "The name of the master's machine is missing. " + EXAMPLE);
        }
        if (DIGITS_AND_DOTS.matcher(text).matches() && !isIpv4(text)) {
            throw new Unreadable(
                    Mistake.IPV4,
                    text,
                    "\"%s\" is not an address: it takes four numbers from 0 to 255, as in 192.168.1.5."
                            .formatted(text));
        }
        if (text.length() > MAX_NAME_LENGTH || !NAME.matcher(text).matches()) {
            String shown = text.substring(0, Math.min(60, text.length()));
            throw new Unreadable(
                    Mistake.NAME, shown, "\"%s\" cannot be the name of a machine. %s".formatted(shown, EXAMPLE));
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
                text,
                "\"%s\" is not a port: it is a number from 1 to 65535, usually %d.".formatted(text, DEFAULT_PORT));
    }

    /** What somebody may have done wrong in typing an address. */
    public enum Mistake {
        EMPTY,
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
