package org.skerry.master.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.Step;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.RecordView;

/**
 * What became of the records that were written between two places of a feed, in the order of their last writes. Used by one
 * thread.
 *
 * @param to the second place
 */
record Stretch(Sequence to, List<Turn> turns, Map<RecordView, List<Turn>> seen) {

    /**
     * What became of one record.
     *
     * @param states what it was at the first place, after each write, and at the second; empty where it was not there
     * @param isTouched whether it is another one even where its body is the same: its attachments are others
     */
    record Turn(RecordId id, List<Optional<StoredRecord>> states, boolean isTouched) {

        private Turn seenBy(RecordView view) {
            return new Turn(
                    id, states.stream().map(state -> state.flatMap(view::of)).toList(), isTouched);
        }
    }

    /** @param steps those after the first place, without a gap */
    static Stretch of(Sequence from, List<Step> steps) {
        Map<RecordId, List<Step>> ofRecords = new LinkedHashMap<>();
        for (Step step : steps) {
            List<Step> sofar = ofRecords.remove(step.id()); // comes last from here on
            List<Step> all = sofar == null ? new ArrayList<>() : sofar;
            all.add(step);
            ofRecords.put(step.id(), all);
        }
        List<Turn> turns = new ArrayList<>();
        ofRecords.forEach((id, writes) -> turns.add(turn(id, writes)));
        return new Stretch(steps.isEmpty() ? from : steps.getLast().sequence(), turns, new HashMap<>());
    }

    private static Turn turn(RecordId id, List<Step> writes) {
        List<Optional<StoredRecord>> states = new ArrayList<>();
        states.add(record(id, writes.getFirst().before()));
        writes.forEach(write -> states.add(record(id, write.after())));
        return new Turn(id, states, writes.stream().anyMatch(Step::ofAttachments));
    }

    private static Optional<StoredRecord> record(RecordId id, Optional<Step.Body> body) {
        return body.map(there -> new StoredRecord(id, there.read()));
    }

    /** The same as somebody sees it: what he does not see is not there for him. */
    List<Turn> seenBy(RecordView view) {
        return view.showsAll()
                ? turns
                : seen.computeIfAbsent(
                        view,
                        who -> turns.stream().map(turn -> turn.seenBy(who)).toList());
    }
}
