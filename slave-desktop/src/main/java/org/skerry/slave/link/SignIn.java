package org.skerry.slave.link;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.message.Feature;
import org.skerry.protocol.message.Message;
import org.skerry.protocol.session.Call;
import org.skerry.protocol.session.PeerSession;
import org.skerry.protocol.storage.SessionSource;
import tools.jackson.databind.JsonNode;

/**
 * Who sits at this PC, as the master knows him: signs in, and again in each new session of the link. The password is in memory
 * only, and wiped when it is not needed any more. Any thread; all methods but {@link #forget} may block.
 */
public final class SignIn {

    private static final System.Logger LOG = System.getLogger(SignIn.class.getName());

    /** How long a new session may wait for the answer to a sign-in; the master computes for a tenth of a second. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final String ADMIN = "admin";
    private static final Set<String> WRITERS = Set.of("writer", ADMIN);

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final SessionSource link;
    private @Nullable String name; // guarded by this, as the secret is
    private char[] secret = {};

    /**
     * What the master says about who sits here.
     *
     * @param isNeeded whether it knows people, so that somebody has to sign in
     * @param person who has; empty if nobody has
     * @param isAdmin whether what an admin does may be done here
     * @param mayChangeForms whether forms may be changed here, or nobody knows
     * @param mayWrite whether anything may be written here, or nobody knows
     */
    public record Seat(boolean isNeeded, String person, boolean isAdmin, boolean mayChangeForms, boolean mayWrite) {

        /** Nobody has to. */
        public static final Seat FREE = new Seat(false, "", false, true, true);

        /** Nobody has, and somebody has to. */
        public static final Seat EMPTY = new Seat(true, "", false, false, false);

        /** Whether somebody has to sign in before anything else is done. */
        public boolean isEmpty() {
            return isNeeded && person.isEmpty();
        }
    }

    SignIn(SessionSource link) {
        this.link = link;
    }

    /** Asks the master who sits here. */
    public Seat ask(Duration patience) {
        PeerSession session = link.session(patience);
        if (!knowsPeople(session)) {
            return Seat.FREE;
        }
        JsonNode answer = session.call(new Call("whoAmI", JsonText.nodes().arrayNode()), patience);
        return answer == null
                ? Seat.FREE
                : new Seat(
                        answer.path("people").asBoolean(false),
                        answer.path("person").asString(""),
                        answer.path(ADMIN).asBoolean(false),
                        answer.path("role").asString(ADMIN).equals(ADMIN),
                        WRITERS.contains(answer.path("role").asString(ADMIN)));
    }

    /**
     * Signs somebody in, and out who was before. Where it fails nobody's password is kept.
     *
     * @param secret copied
     * @return his name, as the master writes it
     * @throws StorageException.Forbidden if the name or the password is wrong, or the master knows no people
     * @throws StorageException.TooMany if there were too many wrong tries
     */
    public String as(String person, char[] secret, Duration patience) {
        forget();
        String name = call(link.session(patience), person, secret, patience);
        keep(name, secret);
        return name;
    }

    /** Signs out; at once while there is no session, since nobody is signed in in the next one. */
    public void out(Duration patience) {
        forget();
        PeerSession session;
        try {
            session = link.session(AT_ONCE);
        } catch (StorageException.Unreachable none) {
            return;
        }
        out(session, patience);
    }

    private static void out(PeerSession session, Duration patience) {
        session.call(new Call("signOut", JsonText.nodes().arrayNode()), patience);
    }

    /** Wipes the password. */
    public synchronized void forget() {
        Arrays.fill(secret, '\0');
        secret = new char[0];
        name = null;
    }

    /** In a new session, before anybody else uses it. Where that fails, somebody has to do it by hand. */
    void again(PeerSession session) {
        String person;
        char[] known;
        synchronized (this) {
            if (name == null) {
                return;
            }
            person = name;
            known = secret.clone();
        }
        try {
            call(session, person, known, AGAIN);
            if (!isKept(person)) {
                out(session, AGAIN); // signed out meanwhile
            }
        } catch (StorageException.Forbidden wrongByNow) {
            forget();
        } catch (StorageException failed) {
            LOG.log(Level.DEBUG, () -> "Not signed in again: " + failed.getMessage());
        } finally {
            Arrays.fill(known, '\0');
        }
    }

    private synchronized boolean isKept(String person) {
        return person.equals(name);
    }

    private synchronized void keep(String person, char[] known) {
        name = person;
        secret = known.clone();
    }

    private static String call(PeerSession session, String person, char[] secret, Duration patience) {
        if (!knowsPeople(session)) {
            throw new StorageException.NotOffered("This master does not know people; nobody signs in there.");
        }
        JsonNode answer = session.call(
                new Call("signIn", JsonText.nodes().arrayNode().add(person).add(new String(secret))), patience);
        return Optional.ofNullable(answer)
                .map(said -> said.path("name").asString(person))
                .orElse(person);
    }

    private static boolean knowsPeople(PeerSession session) {
        return session.peerHello().map(Message.Hello::features).orElseThrow().contains(Feature.PEOPLE.word());
    }
}
