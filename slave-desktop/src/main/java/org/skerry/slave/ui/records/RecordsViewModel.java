package org.skerry.slave.ui.records;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Row;
import org.skerry.jio.query.SortKey;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.Pace;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import tools.jackson.databind.node.ObjectNode;

/** The records of the master: which are looked at, in which order, and what is to be said about them. */
public final class RecordsViewModel {

    /** However fast others write, what is shown changes no faster than one can read. */
    private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(1);

    private final Master master;
    private final TypesViewModel types;
    private final SearchViewModel search;
    private final FacetsViewModel facets;
    private final ColumnsViewModel columns;
    private final RowPages pages;
    private final Asking<TypeChoice, Sample> sampling;
    private final Pace refreshing;
    private final Pace counting;
    private final Following following;
    private final Standing standing;
    private final Flash flash;

    private final ObjectProperty<Optional<RecordId>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<SortKey>> sortOn = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Sentence> summary = new ReadOnlyObjectWrapper<>(Sentence.of("records.asking"));
    private final ReadOnlyObjectWrapper<Emptiness> emptiness = new ReadOnlyObjectWrapper<>(Emptiness.UNKNOWN);
    private final ReadOnlyBooleanWrapper hasHitsBeside = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper questions = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper arrivals = new ReadOnlyIntegerWrapper();

    private Question question;
    private OptionalInt wanted = OptionalInt.empty(); // the row that was selected before it was here
    private boolean isLearnt;
    private Optional<RowPages.Before> before = Optional.empty(); // the last arrival, if rows can have moved with it
    private int movedWith = -1; // the edition of the last arrival that has moved the table

    /** Why there are no rows. */
    public enum Emptiness {
        /** The master has not told yet. */
        UNKNOWN,
        /** There are rows. */
        NOT_EMPTY,
        /** The master has no records at all. */
        NO_RECORDS,
        /** None of this type. */
        NONE_OF_TYPE,
        /** The search lets nothing through. */
        NOT_FOUND,
        /** No record has all of the chosen values. */
        NOT_CHOSEN,
        /** No record has the chosen values and what is searched. */
        NEITHER;

        /** Whether somebody can take something back. */
        public boolean isOfSomebody() {
            return this == NOT_FOUND || this == NOT_CHOSEN || this == NEITHER;
        }
    }

    private record Sample(TypeChoice type, FieldSample fields) {}

    public RecordsViewModel(Master master, UiTasks tasks, DesktopSettings settings, InstantSource clock) {
        this.master = master;
        Storage storage = master.storage();
        types = new TypesViewModel(storage, tasks, this::failed);
        search = new SearchViewModel(tasks, this::ask);
        columns = new ColumnsViewModel(settings, this::askInPlace);
        facets = new FacetsViewModel(storage, tasks, this::ask, this::count, this::failed);
        sampling = new Asking<>(tasks, type -> sample(storage, type), this::learn, this::failed);
        refreshing = new Pace(BETWEEN_REFRESHES, tasks, clock, this::refresh);
        counting = new Pace(BETWEEN_REFRESHES, tasks, clock, types::refresh);
        following = new Following(master, tasks, refreshing::request);
        standing = new Standing(master.state());
        flash = new Flash(tasks, clock);
        question = question();
        pages = new RowPages(storage, tasks, clock, this::arrived, this::failed, question);
        types.selected().subscribe((before, type) -> look(type));
        master.onState(changed -> tasks.show(this::linkChanged));
        master.onChange(() -> tasks.show(this::recordsChanged));
    }

    public TypesViewModel types() {
        return types;
    }

    public SearchViewModel search() {
        return search;
    }

    public FacetsViewModel facets() {
        return facets;
    }

    public ColumnsViewModel columns() {
        return columns;
    }

    /** The numbers of the rows. */
    public RowNumbers rows() {
        return pages.numbers();
    }

    /** What a row shows; whoever looks at it makes it come. */
    public ObservableValue<RecordRow> row(int number) {
        return pages.row(number);
    }

    /** How many records match; empty before the first answer. */
    public ReadOnlyObjectProperty<Optional<Long>> total() {
        return pages.total();
    }

    /** How the master sorts the rows; empty for its own order, or the best first. */
    public ReadOnlyObjectProperty<List<SortKey>> sortOn() {
        return sortOn.getReadOnlyProperty();
    }

    /** How many records match, and where that is from. */
    public ReadOnlyObjectProperty<Sentence> summary() {
        return summary.getReadOnlyProperty();
    }

    /** Why the rows may not be those of now. */
    public ReadOnlyObjectProperty<Sentence> notice() {
        return standing.notice();
    }

    /** What is behind the notice, in the words of the storage. */
    public ReadOnlyObjectProperty<Optional<StorageException>> cause() {
        return standing.cause();
    }

    public ReadOnlyObjectProperty<Emptiness> emptiness() {
        return emptiness.getReadOnlyProperty();
    }

    /** Whether the master is away. */
    public ReadOnlyBooleanProperty isStale() {
        return standing.isStale();
    }

    /** Whether some rows hold what was searched in fields that are no columns. */
    public ReadOnlyBooleanProperty hasHitsBeside() {
        return hasHitsBeside.getReadOnlyProperty();
    }

    /** Counts the questions whose answer has come: with each the table begins at its top. */
    public ReadOnlyIntegerProperty questions() {
        return questions.getReadOnlyProperty();
    }

    /** Counts what has come from the master. */
    public ReadOnlyIntegerProperty arrivals() {
        return arrivals.getReadOnlyProperty();
    }

    /** The record that the user looks at; it stays when the table does not show it any more. */
    public ObjectProperty<Optional<RecordId>> selected() {
        return selected;
    }

    /** Selects the record of a row, as soon as the row is here. */
    public void select(int number) {
        RecordRow row = pages.peek(number);
        wanted = row.isPending() ? OptionalInt.of(number) : OptionalInt.empty();
        row.id().ifPresent(id -> selected.set(Optional.of(id)));
    }

    /** The row that is to be selected in the table. */
    public OptionalInt selectedRow() {
        return wanted.isPresent() ? wanted : selected.get().map(pages::numberOf).orElse(OptionalInt.empty());
    }

    /**
     * How many rows further down the records are which were in some rows before the last arrival: so much the table has to move
     * to show the same records. Not twice for what was asked for together.
     *
     * @param first the row on top of those in sight
     * @param last the lowest of them
     */
    public int moved(int first, int last) {
        Optional<RowPages.Before> then = before.filter(rows -> rows.has(first) && rows.edition() != movedWith);
        if (then.isEmpty()) {
            return 0;
        }
        movedWith = then.get().edition();
        int[] moves = IntStream.rangeClosed(first, last)
                .flatMap(row -> then.get().record(row).map(pages::numberOf).stream()
                        .flatMapToInt(OptionalInt::stream)
                        .map(now -> now - row))
                .sorted()
                .toArray();
        return moves.length == 0
                ? 0
                : moves[moves.length / 2]; // one may be elsewhere, for its place in the order is another
    }

    /** Lets the master sort. */
    public void sort(List<SortKey> keys) {
        if (!keys.equals(sortOn.get())) {
            sortOn.set(List.copyOf(keys));
            ask();
        }
    }

    /** Takes back what was searched and chosen. */
    public void showAll() {
        facets.clear();
        search.clear();
    }

    /** The records in sight that others have changed a moment ago. */
    public ReadOnlyObjectProperty<Set<RecordId>> changedByOthers() {
        return flash.records();
    }

    /** Whether others have changed the record of a row a moment ago. */
    public boolean isChangedByOthers(int number) {
        return pages.peek(number).id().filter(changedByOthers().get()::contains).isPresent();
    }

    /** The user has written a record. */
    public void written(RecordId id) {
        flash.own(id);
        refresh();
    }

    /** Asks the master again; the place in the table stays. */
    public void refresh() {
        refreshing.done();
        counting.done();
        types.refresh();
        if (isShown()) {
            pages.refresh();
            facets.count(question);
        } else {
            sampling.ask(types.selected().get());
        }
    }

    private Question question() {
        return new Question(
                types.selected().get(), search.searched(), facets.chosen().get(), sortOn.get(), columns.fields());
    }

    private void look(TypeChoice type) {
        isLearnt = false;
        sortOn.set(List.of());
        columns.show(type);
        facets.show(type);
        sampling.ask(type);
    }

    private static Sample sample(Storage storage, TypeChoice type) {
        Answer some = storage.allDocs(Question.sample(type));
        List<ObjectNode> records = new ArrayList<>(docs(some));
        for (TypeChoice missed : Question.missing(some)) {
            records.addAll(docs(storage.allDocs(Question.few(missed))));
        }
        return new Sample(type, FieldSample.of(records));
    }

    private static List<ObjectNode> docs(Answer answer) {
        return answer.rows().stream().map(Row::doc).filter(Objects::nonNull).toList();
    }

    private void learn(Sample sample) {
        isLearnt = true;
        columns.learn(sample.fields());
        facets.learn(sample.fields());
        ask();
    }

    private void ask() {
        question = question();
        if (isLearnt) {
            following.follow(question.query());
            pages.ask(question);
            facets.count(question);
        }
    }

    private void askInPlace() {
        question = question();
        hasHitsBeside.set(false);
        pages.askInPlace(question);
    }

    private void count() {
        facets.count(question);
    }

    private void arrived(RowPages.Arrival arrival) {
        standing.answered(arrival.when());
        before = Optional.of(arrival.before()).filter(rows -> !arrival.isFirst());
        flash.changed(arrival.changed());
        lookBeside(arrival);
        wanted.ifPresent(this::select);
        long millis = arrival.took().toMillis();
        summary.set(Sentence.of("records.found", arrival.answer().totalCount(), time(millis)));
        emptiness.set(emptiness(arrival.answer().totalCount()));
        if (arrival.isFirst()) {
            questions.set(questions.get() + 1);
        }
        arrivals.set(arrivals.get() + 1);
    }

    private static Sentence time(long millis) {
        if (millis < 1) {
            return Sentence.of("records.took.short");
        }
        return millis < 1_000 ? Sentence.of("records.took", millis) : Sentence.of("records.took.long", millis / 1e3);
    }

    private void lookBeside(RowPages.Arrival arrival) {
        Set<String> shown = new HashSet<>(question.fields());
        boolean has = arrival.answer().rows().stream()
                .anyMatch(row -> RecordRow.of(row).hitBeside(shown).isPresent());
        hasHitsBeside.set(has || hasHitsBeside.get() && !arrival.isFirst());
    }

    private Emptiness emptiness(long total) {
        if (total > 0) {
            return Emptiness.NOT_EMPTY;
        }
        boolean isSearch = question.search().kind() != SearchReading.Kind.NOTHING;
        boolean isChoice = !question.filters().isEmpty();
        if (isSearch || isChoice) {
            return isSearch && isChoice ? Emptiness.NEITHER : isSearch ? Emptiness.NOT_FOUND : Emptiness.NOT_CHOSEN;
        }
        return question.type().equals(TypeChoice.ALL) ? Emptiness.NO_RECORDS : Emptiness.NONE_OF_TYPE;
    }

    private void failed(StorageException why) {
        boolean isRefused =
                why instanceof StorageException.BadRequest && question.search().kind() == SearchReading.Kind.QUERY;
        if (isRefused) {
            standing.failed(why, Sentence.of("records.refused"));
        } else {
            standing.failed(why);
        }
    }

    /** Somewhere: of those that are looked at the master tells, if it can. */
    private void recordsChanged() {
        if (isShown() && following.isTold()) {
            counting.request();
        } else {
            refreshing.request();
        }
    }

    /** Whether it is known what the records of the type look like. */
    private boolean isShown() {
        return isLearnt && !columns.sample().get().equals(FieldSample.NONE);
    }

    private void linkChanged() {
        boolean wasStale = isStale().get();
        standing.link(master.state());
        if (wasStale && !isStale().get()) {
            refreshing.request();
        }
    }
}
