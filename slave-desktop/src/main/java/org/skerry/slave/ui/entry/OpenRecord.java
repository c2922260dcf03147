package org.skerry.slave.ui.entry;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Signature;
import tools.jackson.databind.node.ObjectNode;

/** The record in the form, as the master has it. */
final class OpenRecord {

    private final DraftKey draftKey;
    private final RecordId id;
    private final ObjectNode blank;
    private Optional<ObjectNode> base;
    private Set<String> attempts = new HashSet<>();
    private boolean hasDraft;
    private boolean isTyped;
    private Optional<ObjectNode> unsent = Optional.empty();

    private OpenRecord(DraftKey draftKey, RecordId id, Optional<ObjectNode> base, ObjectNode blank) {
        this.draftKey = draftKey;
        this.id = id;
        this.base = base;
        this.blank = blank;
    }

    static OpenRecord existing(RecordId id, ObjectNode body) {
        return new OpenRecord(DraftKey.random(), id, Optional.of(body), JsonText.object());
    }

    /**
     * A record that is on no master yet; its id is made here, once, so that saving it twice makes one record.
     *
     * @param blank what is in the form before anybody has typed
     */
    static OpenRecord made(ObjectNode blank) {
        return new OpenRecord(DraftKey.random(), RecordId.random(), Optional.empty(), blank);
    }

    /** @param waiting what is kept for the master of the record in which that was typed */
    static OpenRecord of(Draft draft, Optional<Draft> waiting) {
        OpenRecord record = new OpenRecord(draft.key().record(), draft.id(), draft.base(), JsonText.object());
        record.hasDraft = true;
        record.isTyped = !draft.isUnsent();
        record.unsent = waiting.map(Draft::body);
        if (waiting.isPresent() && waiting.get().standing() instanceof Standing.Waiting(var attempts)) {
            record.attempts.addAll(attempts);
        }
        return record;
    }

    /** Under which it is kept while it is not saved; an older draft of the same record has another. */
    DraftKey draftKey() {
        return draftKey;
    }

    RecordId id() {
        return id;
    }

    /** As the user has seen it on the master; empty for a new one. */
    Optional<ObjectNode> base() {
        return base;
    }

    /** What to compare versions with. */
    ObjectNode common() {
        return base.orElseGet(JsonText::object);
    }

    boolean isChangedBy(ObjectNode body) {
        return !JsonText.write(body).equals(JsonText.write(unsent.or(() -> base).orElse(blank)));
    }

    /** Whether it is kept for the master, as it is or as it was before somebody typed in it again. */
    boolean isUnsent() {
        return unsent.isPresent();
    }

    /** @param body as it is kept for the master; empty once the master has said that it has another one */
    void unsent(Optional<ObjectNode> body) {
        unsent = body;
        hasDraft |= body.isPresent();
    }

    boolean hasDraft() {
        return hasDraft;
    }

    void hasDraft(boolean isKept) {
        hasDraft = isKept;
    }

    /** Whether what somebody types in it is kept, too. */
    boolean isTyped() {
        return isTyped;
    }

    void isTyped(boolean isKept) {
        isTyped = isKept;
    }

    /** What was sent and not answered. */
    Set<String> attempts() {
        return Set.copyOf(attempts);
    }

    void sent(ObjectNode body) {
        attempts.add(Signature.of(body));
    }

    void isOnMaster(ObjectNode body) {
        base = Optional.of(body);
        unsent = Optional.empty();
        attempts = new HashSet<>();
    }
}
