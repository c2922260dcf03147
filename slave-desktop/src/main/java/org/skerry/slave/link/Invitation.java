package org.skerry.slave.link;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skerry.protocol.pairing.PairingCode;

/**
 * What leads to a master: its address, and perhaps a code to be let in by. As a link it is
 * {@code skerry://HOST[:PORT]/[?code=123456]}; whatever else the query of a link says is ignored.
 *
 * @param isLink whether it came as a link, which somebody else may have written: in a mail, on a web page
 */
public record Invitation(MasterAddress address, Optional<PairingCode> code, boolean isLink) {

    static final String SCHEME = "skerry://";

    private static final Pattern CODE = Pattern.compile("[?&]code=([0-9]{6})(?=[&#]|$)");

    /** One from here, to be sent to somebody. */
    public static Invitation to(MasterAddress address, PairingCode code) {
        return new Invitation(address, Optional.of(code), true);
    }

    /**
     * Understands a link, and everything that is an address.
     *
     * @throws MasterAddress.Unreadable with one plain sentence that says what to type
     */
    public static Invitation parse(String text) {
        MasterAddress address = MasterAddress.parse(text); // looks at the length, too
        String typed = text.strip();
        return isLink(typed)
                ? new Invitation(address, code(typed), true)
                : new Invitation(address, Optional.empty(), false);
    }

    /** The link; it holds the code. */
    public String link() {
        String url = address.toString();
        return SCHEME
                + url.substring("ws://".length())
                + code.map(secret -> "?code=" + secret.digits()).orElse("");
    }

    static boolean isLink(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    static String withoutQuery(String link) {
        return link.split("[?#]", 2)[0];
    }

    private static Optional<PairingCode> code(String link) {
        Matcher query = CODE.matcher(link.split("#", 2)[0]);
        return query.find() ? Optional.of(new PairingCode(query.group(1))) : Optional.empty();
    }
}
