package org.skerry.slave.ui.records;

import java.time.Duration;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;

/** The search line: searches as one types, and says what it takes the text for. */
public final class SearchViewModel {

    /** Longer than between two keys of somebody who types, shorter than anybody waits. */
    private static final Duration STILL = Duration.ofMillis(250);

    private final UiTasks.Latest typing;
    private final Runnable search;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<SearchReading> reading = new ReadOnlyObjectWrapper<>(SearchReading.NOTHING);
    private final ReadOnlyObjectWrapper<Sentence> explanation = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> otherwise = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private SearchMode mode = SearchMode.BY_ITSELF;
    private SearchReading searched = SearchReading.NOTHING;

    /** @param search what to do when {@link #searched} has become another */
    SearchViewModel(UiTasks tasks, Runnable search) {
        typing = tasks.latest();
        this.search = search;
        text.subscribe((before, typed) -> read());
    }

    public StringProperty text() {
        return text;
    }

    /** What the text means, searched or not yet. */
    public ReadOnlyObjectProperty<SearchReading> reading() {
        return reading.getReadOnlyProperty();
    }

    /** What the text is taken for, in words; or what is wrong with it. */
    public ReadOnlyObjectProperty<Sentence> explanation() {
        return explanation.getReadOnlyProperty();
    }

    /** The offer to take it for the other thing. */
    public ReadOnlyObjectProperty<Sentence> otherwise() {
        return otherwise.getReadOnlyProperty();
    }

    /** Takes words for a query, or a query for words, until the line is empty again. */
    public void readOtherwise() {
        mode = reading.get().kind() == SearchReading.Kind.QUERY ? SearchMode.WORDS : SearchMode.QUERY;
        read();
        searchNow();
    }

    public void clear() {
        text.set("");
    }

    /** Does not wait for more letters. */
    public void searchNow() {
        typing.cancel();
        if (reading.get().isRight()) {
            search(reading.get());
        }
    }

    /** What is looked for at present; never a mistake. */
    SearchReading searched() {
        return searched;
    }

    private void read() {
        if (text.get().isBlank()) {
            mode = SearchMode.BY_ITSELF;
        }
        SearchReading now = SearchReading.of(text.get(), mode);
        reading.set(now);
        explain(now);
        if (now.kind() == SearchReading.Kind.NOTHING) {
            searchNow();
        } else if (now.isRight()) {
            typing.runAfter(STILL, () -> now, this::search, impossible -> {});
        } else {
            typing.cancel();
        }
    }

    private void search(SearchReading wanted) {
        if (!wanted.equals(searched)) {
            searched = wanted;
            search.run();
        }
    }

    private void explain(SearchReading now) {
        switch (now.kind()) {
            case NOTHING -> {
                explanation.set(Sentence.NONE);
                otherwise.set(Sentence.NONE);
            }
            case WORDS -> {
                explanation.set(Sentence.of("records.search.words"));
                otherwise.set(Sentence.of("records.search.asQuery"));
            }
            case QUERY -> {
                explanation.set(now.mistake().map(QueryMistake::sentence).orElse(Sentence.of("records.search.query")));
                otherwise.set(Sentence.of("records.search.asWords"));
            }
        }
    }
}
