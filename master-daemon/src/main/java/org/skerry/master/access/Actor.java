package org.skerry.master.access;

import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.skerry.jio.StorageException;

/** Who says what is done with PCs and people. */
sealed interface Actor {

    /** Whoever sits at the master itself, and may lock everybody out: he is there to let them in again. */
    Actor KEEPER = new Keeper();

    /** Looks at all PCs, as they would be afterwards. */
    void checkPeers(Collection<KnownSlave> after);

    /** Looks at all people, as they would be afterwards. */
    void checkPeople(Collection<Person> after);

    /** Whether the codes he has made are still good. */
    boolean answersForCodes();

    /** Tells the audit what was done with a PC. */
    void note(Notes notes, String action, KnownSlave about, String what);

    /** Tells the audit what was done with nobody known yet, or with a person. */
    void note(Notes notes, String action, String what);

    /** At the master itself. */
    record Keeper() implements Actor {

        @Override
        public void checkPeers(Collection<KnownSlave> after) {
            // he may
        }

        @Override
        public void checkPeople(Collection<Person> after) {
            // he may
        }

        @Override
        public boolean answersForCodes() {
            return true;
        }

        @Override
        public void note(Notes notes, String action, KnownSlave about, String what) {
            notes.note(action, about.name(), about.key().groups(), what);
        }

        @Override
        public void note(Notes notes, String action, String what) {
            notes.note(action, "", "", what);
        }
    }

    /**
     * Somebody at a PC. Whatever he does, an admin remains who can undo it from a PC.
     *
     * @param rights as they were when he began
     * @param isAdmin whether they are the same now
     */
    record Admin(Rights rights, BooleanSupplier isAdmin) implements Actor {

        @Override
        public void checkPeers(Collection<KnownSlave> after) {
            checkStill();
            if (after.stream()
                    .noneMatch(pc -> pc.revoked().isEmpty() && pc.grant().administers())) {
                throw new StorageException.Conflict(
                        "No PC of an admin would be left. Let another PC do everything first, or do this at the master.");
            }
        }

        @Override
        public void checkPeople(Collection<Person> after) {
            checkStill();
            if (!after.isEmpty()
                    && after.stream()
                            .noneMatch(person ->
                                    !person.isDisabled() && person.grant().administers())) {
                throw new StorageException.Conflict(
                        "No person who is an admin would be left. Let another person do everything first, or do this at the master.");
            }
        }

        /** With the change itself: a password takes its time, and whoever may do it no more meanwhile does not do it. */
        private void checkStill() {
            if (!isAdmin.getAsBoolean()) {
                throw new StorageException.Forbidden("Whoever asked for this is no admin any more.");
            }
        }

        @Override
        public boolean answersForCodes() {
            return isAdmin.getAsBoolean();
        }

        @Override
        public void note(Notes notes, String action, KnownSlave about, String what) {
            note(notes, action, what.isEmpty() ? about.owner() : "%s: %s".formatted(about.owner(), what));
        }

        @Override
        public void note(Notes notes, String action, String what) {
            notes.note(action, rights.caller(), "", what);
        }
    }
}
