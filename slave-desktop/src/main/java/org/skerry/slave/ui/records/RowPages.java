package org.skerry.slave.ui.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Answer;
import org.skerry.slave.ui.task.UiTasks;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of a question, page by page as they are looked at. A page that is not here yet shows rows that are pending; one that
 * has become old stays until the new one is here. Answers to what nobody asks any more are dropped.
 */
final class RowPages {

    /** Some screens full: few round trips, and an answer of some ten kilobytes. */
    static final int PAGE = 100;

    /** As many as somebody scrolls back through: some megabytes. */
    static final int MAX_PAGES = 60;

    /** How many pages are asked for at a time, so that a wild scroll does not keep the master busy. */
    private static final int MAX_ASKED = 3;

    /** How many pages are in sight at most: those looked at last. */
    private static final int IN_SIGHT = 3;

    private final Storage storage;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final Consumer<Arrival> arrived;
    private final Consumer<StorageException> failed;

    private final RowNumbers numbers = new RowNumbers();
    private final ReadOnlyObjectWrapper<Optional<Long>> total = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final LinkedHashMap<Integer, Page> pages = new LinkedHashMap<>(); // the one looked at last is last
    private final Map<Integer, UiTasks.Running> asked = new HashMap<>();
    private final Deque<Integer> wanted = new ArrayDeque<>(); // the one looked at last is first

    private Question question;
    private int edition;
    private boolean isAsking; // the first answer to a new question is still to come
    private boolean isDue; // there was a reason to ask again while it was being asked

    /**
     * Something came from the master.
     *
     * @param isFirst whether it is the first answer to a question, not more of it
     * @param changed the records that were shown before, and look otherwise now
     * @param before what was shown in the rows of that page
     */
    record Arrival(Answer answer, Instant when, Duration took, boolean isFirst, Set<RecordId> changed, Before before) {}

    /**
     * What rows showed before others came in their place.
     *
     * @param edition of what came: the same for all pages that were asked for together
     * @param first the number of the first row
     */
    record Before(int edition, int first, List<Optional<RecordId>> records) {

        boolean has(int row) {
            return row >= first && row < first + records.size();
        }

        Optional<RecordId> record(int row) {
            return has(row) ? records.get(row - first) : Optional.empty();
        }
    }

    private static final class Page {
        private final List<ObjectProperty<RecordRow>> rows = new ArrayList<>();
        private int edition = -1;
        private List<String> fields = List.of(); // of what it shows

        Page() {
            for (int i = 0; i < PAGE; i++) {
                rows.add(new SimpleObjectProperty<>(RecordRow.PENDING));
            }
        }

        Set<RecordId> show(List<RecordRow> next, List<String> nextFields) {
            Set<RecordId> changed = fields.equals(nextFields) ? changes(next) : Set.of();
            fields = nextFields;
            show(next);
            return changed;
        }

        private Set<RecordId> changes(List<RecordRow> next) {
            Map<RecordId, ObjectNode> before = new HashMap<>();
            rows.forEach(row ->
                    row.get().id().ifPresent(id -> before.put(id, row.get().value())));
            return next.stream()
                    .filter(row -> !before.getOrDefault(row.id().orElseThrow(), row.value())
                            .equals(row.value()))
                    .map(row -> row.id().orElseThrow())
                    .collect(Collectors.toSet());
        }

        void show(List<RecordRow> shown) {
            for (int i = 0; i < PAGE; i++) {
                rows.get(i).set(i < shown.size() ? shown.get(i) : RecordRow.PENDING);
            }
        }
    }

    RowPages(
            Storage storage,
            UiTasks tasks,
            InstantSource clock,
            Consumer<Arrival> arrived,
            Consumer<StorageException> failed,
            Question question) {
        this.storage = storage;
        this.tasks = tasks;
        this.clock = clock;
        this.arrived = arrived;
        this.failed = failed;
        this.question = question;
    }

    RowNumbers numbers() {
        return numbers;
    }

    /** How many records match; empty before the first answer. */
    ReadOnlyObjectProperty<Optional<Long>> total() {
        return total.getReadOnlyProperty();
    }

    /** What a row shows; whoever looks makes it come. */
    ObservableValue<RecordRow> row(int number) {
        int page = number / PAGE;
        Page held = pages.computeIfAbsent(page, absent -> new Page());
        pages.putLast(page, held);
        if (held.edition != edition) {
            want(page);
        }
        forgetOldest();
        return held.rows.get(number % PAGE);
    }

    /** What a row shows, without asking for it. */
    RecordRow peek(int number) {
        Page held = pages.get(number / PAGE);
        return held == null ? RecordRow.PENDING : held.rows.get(number % PAGE).get();
    }

    /** Where a record is, as far as that is known here. */
    OptionalInt numberOf(RecordId id) {
        for (Map.Entry<Integer, Page> page : pages.entrySet()) {
            List<ObjectProperty<RecordRow>> rows = page.getValue().rows;
            for (int i = 0; i < PAGE; i++) {
                if (rows.get(i).get().id().filter(id::equals).isPresent()) {
                    return OptionalInt.of(page.getKey() * PAGE + i);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** Asks something else; what is shown stays until the first answer. */
    void ask(Question next) {
        question = next;
        isDue = false;
        cancelAll();
        edition++;
        isAsking = true;
        wanted.clear();
        load(0);
    }

    /** Asks for the same records again, perhaps with other fields; the place in the table stays. */
    void askInPlace(Question next) {
        question = next;
        if (isAsking) {
            ask(next);
            return;
        }
        cancelAll();
        renew();
    }

    /** Asks the same again, as the records have changed; while it is being asked, once afterwards. */
    void refresh() {
        if (asked.isEmpty()) {
            renew();
        } else {
            isDue = true;
        }
    }

    private void renew() {
        isDue = false;
        edition++;
        wanted.clear();
        List<Integer> inSight =
                pages.sequencedKeySet().reversed().stream().limit(IN_SIGHT).toList();
        if (isAsking || inSight.isEmpty()) {
            load(0);
        } else {
            inSight.forEach(this::load);
        }
    }

    private void want(int page) {
        wanted.remove(page);
        wanted.addFirst(page);
        while (wanted.size() > IN_SIGHT) {
            wanted.removeLast();
        }
        loadWanted();
    }

    private void loadWanted() {
        while (!isAsking && asked.size() < MAX_ASKED && !wanted.isEmpty()) {
            int page = wanted.removeFirst();
            Page held = pages.get(page);
            if (held != null && held.edition != edition && !asked.containsKey(page)) {
                load(page);
            }
        }
    }

    private void load(int page) {
        Question what = question;
        int forEdition = edition;
        Instant begin = clock.instant();
        long from = (long) page * PAGE;
        asked.put(page, NOT_YET);
        UiTasks.Running running = tasks.run(
                () -> storage.allDocs(what.rows(from, PAGE)),
                answer -> show(page, forEdition, what, answer, begin),
                why -> {
                    asked.remove(page);
                    isDue = false; // who is told of the failure decides when to try again
                    failed.accept(why);
                });
        asked.computeIfPresent(page, (same, notYet) -> running);
    }

    private static final UiTasks.Running NOT_YET = () -> {};

    private void show(int page, int ofEdition, Question what, Answer answer, Instant begin) {
        asked.remove(page);
        boolean isFirst = isAsking;
        if (isAsking) {
            isAsking = false;
            pages.values().forEach(old -> old.show(List.of()));
        }
        Page held = pages.computeIfAbsent(page, absent -> new Page());
        held.edition = ofEdition;
        Before before = new Before(
                ofEdition,
                page * PAGE,
                held.rows.stream().map(row -> row.get().id()).toList());
        Set<RecordId> changed =
                held.show(answer.rows().stream().map(RecordRow::of).toList(), what.fields());
        numbers.resize((int) Math.min(answer.totalCount(), Integer.MAX_VALUE));
        total.set(Optional.of(answer.totalCount()));
        forgetOldest();
        Instant now = clock.instant();
        arrived.accept(new Arrival(answer, now, Duration.between(begin, now), isFirst, changed, before));
        loadWanted();
        if (isDue && asked.isEmpty()) {
            renew();
        }
    }

    private void forgetOldest() {
        while (pages.size() > MAX_PAGES) {
            pages.pollFirstEntry();
        }
    }

    private void cancelAll() {
        List.copyOf(asked.values()).forEach(UiTasks.Running::cancel);
        asked.clear();
    }
}
