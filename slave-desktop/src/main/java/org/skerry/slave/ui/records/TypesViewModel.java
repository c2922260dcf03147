package org.skerry.slave.ui.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.skerry.jio.FormId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.Facet;
import org.skerry.jio.query.FacetCounts;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.Query;
import org.skerry.slave.ui.task.UiTasks;

/** What kinds of records the master has, and how many of each. */
public final class TypesViewModel {

    /** More than anybody reads. */
    private static final int MAX_TYPES = 200;

    private final Storage storage;
    private final Asking<TypeChoice, List<TypeCount>> asking;
    private final ReadOnlyObjectWrapper<List<TypeCount>> counts = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<TypeChoice> selected = new SimpleObjectProperty<>(TypeChoice.ALL);

    TypesViewModel(Storage storage, UiTasks tasks, Consumer<StorageException> failed) {
        this.storage = storage;
        asking = new Asking<>(tasks, all -> count(), this::show, failed);
    }

    /** All records, the types with the most frequent first, those without; empty until the master has told. */
    public ReadOnlyObjectProperty<List<TypeCount>> counts() {
        return counts.getReadOnlyProperty();
    }

    /** The type that is looked at. */
    public ObjectProperty<TypeChoice> selected() {
        return selected;
    }

    void refresh() {
        asking.ask(TypeChoice.ALL);
    }

    private List<TypeCount> count() {
        Answer types = storage.allDocs(counting(Query.ALL, List.of(new Facet(TypeChoice.FIELD, MAX_TYPES, ""))));
        long without =
                storage.allDocs(counting(TypeChoice.WITHOUT.query(), List.of())).totalCount();
        List<TypeCount> all = new ArrayList<>();
        all.add(new TypeCount(TypeChoice.ALL, types.totalCount()));
        for (FacetCounts.ValueCount value : types.facets().getFirst().values()) {
            if (!value.value().equals(FormId.TYPE)) { // a form is reached through the records that have it
                all.add(new TypeCount(new TypeChoice.Named(value.value()), value.count()));
            }
        }
        if (without > 0) {
            all.add(new TypeCount(TypeChoice.WITHOUT, without));
        }
        return all;
    }

    private static AllDocs counting(Query query, List<Facet> facets) {
        return new AllDocs(query, List.of(), new Limit(0, 1), List.of(), false, false, facets);
    }

    private void show(List<TypeCount> told) {
        List<TypeCount> shown = new ArrayList<>(told);
        TypeChoice kept = selected.get();
        if (shown.stream().noneMatch(type -> type.type().equals(kept))) {
            shown.add(new TypeCount(kept, 0)); // whoever looks at a type whose last record is gone is told so
        }
        counts.set(List.copyOf(shown));
    }
}
