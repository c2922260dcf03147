package org.skerry.slave.ui.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.FacetCounts;
import org.skerry.slave.ui.task.UiTasks;

/** Values of fields with how often they occur, from which one chooses what to see. */
public final class FacetsViewModel {

    /** A field with more values than a half of its records is more of a name. */
    private static final int RECORDS_OF_A_VALUE = 2;

    /** Longer than between two keys of somebody who types. */
    private static final Duration STILL = Duration.ofMillis(200);

    private final Runnable changed;
    private final Runnable known;
    private final UiTasks.Latest typing;
    private final Map<String, String> opened = new HashMap<>(); // fields with what their values are to begin with
    private final Asking<Variety, Known> learning;
    private final Asking<Counting, Counted> counting;
    private final ReadOnlyObjectWrapper<List<FacetGroup>> groups = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<FacetFilter>> chosen = new ReadOnlyObjectWrapper<>(List.of());
    private TypeChoice type = TypeChoice.ALL;
    private List<String> fields = List.of();
    private boolean isKnown;

    private record Variety(TypeChoice type, List<String> candidates) {}

    private record Known(TypeChoice type, List<String> fields) {}

    private record Counting(Question question, List<Facet> facets) {}

    private record Counted(Question question, Answer answer) {}

    /** @param changed what to do when other values are chosen, or it is known which fields to count */
    FacetsViewModel(
            Storage storage, UiTasks tasks, Runnable changed, Runnable known, Consumer<StorageException> failed) {
        this.changed = changed;
        this.known = known;
        typing = tasks.latest();
        learning = new Asking<>(
                tasks,
                asked -> fitting(asked, storage.allDocs(Question.variety(asked.type, asked.candidates))),
                learnt -> {
                    fields = learnt.fields;
                    isKnown = true;
                    known.run();
                },
                failed);
        counting = new Asking<>(
                tasks,
                asked -> new Counted(asked.question, storage.allDocs(asked.question.counts(asked.facets))),
                this::show,
                failed);
    }

    /** The fields to choose from. */
    public ReadOnlyObjectProperty<List<FacetGroup>> groups() {
        return groups.getReadOnlyProperty();
    }

    /** What was chosen, the oldest first; records have all of it. */
    public ReadOnlyObjectProperty<List<FacetFilter>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** Chooses a value, or no more. */
    public void toggle(FacetFilter filter) {
        List<FacetFilter> next = new ArrayList<>(chosen.get());
        if (!next.remove(filter)) {
            next.add(filter);
        }
        chosen.set(List.copyOf(next));
        changed.run();
    }

    public void clear() {
        if (!chosen.get().isEmpty()) {
            chosen.set(List.of());
            changed.run();
        }
    }

    /** Tells more values of a field. */
    public void open(String field) {
        opened.put(field, "");
        known.run();
    }

    /** Tells the most frequent values of a field only. */
    public void close(String field) {
        opened.remove(field);
        known.run();
    }

    /** Tells those values of an open field that begin so, whatever the case. */
    public void narrow(String field, String beginning) {
        if (!beginning.equals(opened.replace(field, beginning))) {
            typing.runAfter(STILL, () -> field, still -> known.run(), givenUp -> {});
        }
    }

    /** Another type is looked at; nothing of it is chosen. */
    void show(TypeChoice next) {
        type = next;
        fields = List.of();
        isKnown = false;
        opened.clear();
        chosen.set(List.of());
        groups.set(List.of());
    }

    /** What a sample of the type says. */
    void learn(FieldSample sample) {
        List<String> candidates = sample.facets();
        if (!candidates.isEmpty()) {
            learning.ask(new Variety(type, candidates));
        }
    }

    /** Counts the values among the records of a question. */
    void count(Question question) {
        if (isKnown && !fields.isEmpty()) {
            counting.ask(new Counting(question, fields.stream().map(this::facet).toList()));
        }
    }

    private Facet facet(String field) {
        return opened.containsKey(field)
                ? new Facet(field, Question.MORE_FACET_VALUES, opened.get(field))
                : new Facet(field, Question.FACET_VALUES, "");
    }

    private static Known fitting(Variety asked, Answer answer) {
        List<String> fitting = answer.facets().stream()
                .filter(counts ->
                        counts.distinct() > 1 && counts.distinct() * RECORDS_OF_A_VALUE <= answer.totalCount())
                .map(FacetCounts::field)
                .toList();
        return new Known(asked.type, fitting);
    }

    private void show(Counted counted) {
        if (!counted.question.type().equals(type)) {
            return;
        }
        groups.set(counted.answer.facets().stream()
                .map(this::group)
                .filter(group -> !group.values().isEmpty() || group.isOpen())
                .toList());
    }

    private FacetGroup group(FacetCounts counts) {
        List<FacetGroup.Value> values = counts.values().stream()
                .map(value -> {
                    FacetFilter filter = new FacetFilter(counts.field(), value.value());
                    return new FacetGroup.Value(
                            filter, value.count(), chosen.get().contains(filter));
                })
                .toList();
        return new FacetGroup(
                counts.field(), values, counts.distinct() - values.size(), opened.containsKey(counts.field()));
    }
}
