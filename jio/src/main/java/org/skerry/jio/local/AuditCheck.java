package org.skerry.jio.local;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AuditEntry;

/**
 * Goes through the audit from its first entry to its last. Where the master went on with a new key, it begins anew: seals of
 * entries before were made by a key that is not here. That entry is sealed by the new one, so nobody without it can make one up.
 * One thread.
 */
final class AuditCheck {

    private final AuditChain chain;
    private byte @Nullable [] seal = AuditChain.START;
    private long number;
    private Optional<Long> anew = Optional.empty();

    /** The first entry that is not sealed by the key, since it was begun. */
    private Optional<Long> foreign = Optional.empty();

    private boolean isGap;

    private boolean isBegunAnew;

    AuditCheck(AuditChain chain) {
        this.chain = chain;
    }

    /** Takes an entry, and says whether the next is wanted. */
    boolean isNext(AuditEntry entry, byte @Nullable [] kept) {
        if (entry.number() != number + 1) {
            isGap = true;
            return false;
        }
        number++;
        boolean isSealed = seal != null && Arrays.equals(chain.seal(seal, entry), kept);
        if (number == 1 && !isSealed && Arrays.equals(chain.seal(AuditChain.LOST, entry), kept)) {
            isBegunAnew = true;
            isSealed = true;
        }
        if (isSealed && entry.action().equals(AuditEntry.KEY_LOST) && (foreign.isPresent() || number == 1)) {
            anew = Optional.of(number);
            foreign = Optional.empty();
        } else if (!isSealed && foreign.isEmpty()) {
            foreign = Optional.of(number);
        }
        seal = kept;
        return true;
    }

    /** @param kept of the last entry */
    AuditTrail.Verdict end(Optional<AuditStatements.Head> kept) {
        if (foreign.isPresent()) {
            return damaged(foreign.get() - 1, "Entry %d is not as it was written.".formatted(foreign.get()));
        }
        if (isGap) {
            return damaged(number, "Entry %d is missing.".formatted(number + 1));
        }
        if (kept.filter(head -> head.isSealed(chain)).isEmpty()) {
            return damaged(number, "What is kept of the last entry is missing, or is not as it was written.");
        }
        AuditStatements.Head head = kept.get();
        if (isBegunAnew || (number == 0 && head.number() == 0 && Arrays.equals(head.seal(), AuditChain.LOST))) {
            return damaged(
                    0,
                    "The list was deleted once and begun anew: what it told until then is missing; an older backup or export of the audit may have it.");
        }
        if (number != head.number() || !Arrays.equals(seal, head.seal())) {
            return damaged(number, "The last entries are missing: there were %d.".formatted(head.number()));
        }
        return new AuditTrail.Verdict(number, anew, Optional.empty());
    }

    private AuditTrail.Verdict damaged(long whole, String sentence) {
        return new AuditTrail.Verdict(whole, anew, Optional.of(sentence));
    }
}
