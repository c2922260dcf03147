package org.skerry.slave.ui.entry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.slave.ui.task.UiTasks;

/** The types of records that there are, with what is usual for them; kept, so that a form need not wait for what is known. */
final class KnownTypes {

    /** Somebody who types the name of a new type is not to be followed letter by letter. */
    private static final Duration SUGGEST_AFTER = Duration.ofMillis(300);

    private final EntryCalls calls;
    private final UiTasks tasks;
    private final UiTasks.Latest asking;
    private final RecordEditor editor;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final Map<String, TypeSample> samples = new HashMap<>(); // none of a type without records
    private Optional<String> lastSaved = Optional.empty();

    KnownTypes(EntryCalls calls, UiTasks tasks, RecordEditor editor) {
        this.calls = calls;
        this.tasks = tasks;
        this.editor = editor;
        asking = tasks.latest();
    }

    /** The most frequent first. */
    ObservableList<String> names() {
        return names;
    }

    /** The type that the next record probably has: that of the one saved last, else the most frequent; "" for none. */
    String usual() {
        return lastSaved.orElseGet(() -> names.isEmpty() ? "" : names.getFirst());
    }

    /** Asks which types there are, and what is usual for the one that a new record would get. */
    void refresh() {
        tasks.run(
                () -> calls.types(),
                told -> {
                    names.setAll(told);
                    learn(usual());
                },
                notNow -> {});
    }

    void saved(String type) {
        lastSaved = Optional.of(type).filter(some -> !some.isEmpty());
    }

    /** A letter was typed: a type that there is gets its usual fields at once, what may become one after a while. */
    void suggest(String type) {
        boolean isOne = names.contains(type);
        ask(type, isOne ? Duration.ZERO : SUGGEST_AFTER, () -> {});
    }

    /** The type is typed, nothing more is to be waited for. */
    void finish(String type) {
        if (!type.isEmpty() && !samples.containsKey(type)) {
            ask(type, Duration.ZERO, () -> {});
        }
    }

    /**
     * There is a new record of a type.
     *
     * @param came told if its usual fields come later than now
     */
    void begin(String type, Runnable came) {
        ask(type, Duration.ZERO, samples.containsKey(type) ? () -> {} : came);
    }

    private void ask(String type, Duration delay, Runnable came) {
        Optional.ofNullable(samples.get(type)).ifPresent(editor::suggest);
        asking.runAfter(
                delay,
                () -> calls.sample(type),
                sample -> {
                    keep(type, sample);
                    if (editor.type().equals(type)) {
                        editor.suggest(sample);
                        came.run();
                    }
                },
                notNow -> {});
    }

    private void learn(String type) {
        if (!type.isEmpty() && !samples.containsKey(type)) {
            tasks.run(() -> calls.sample(type), sample -> keep(type, sample), notNow -> {});
        }
    }

    private void keep(String type, TypeSample sample) {
        if (!sample.equals(TypeSample.NONE)) {
            samples.put(type, sample);
        }
    }
}
