package org.skerry.slave.ui.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.TableColumnSetting;

/** Which fields are columns, in which order and how wide; remembered for each type once somebody has chosen. */
public final class ColumnsViewModel {

    private static final double NARROWEST = 96;
    private static final double WIDEST = 260;
    private static final double OF_LETTER = 8;
    private static final double AROUND = 36;

    private final DesktopSettings settings;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<List<TableColumnSetting>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<FieldSample> sample = new ReadOnlyObjectWrapper<>(FieldSample.NONE);
    private TypeChoice type = TypeChoice.ALL;

    /** @param changed what to do when other fields are shown by the user's wish */
    ColumnsViewModel(DesktopSettings settings, Runnable changed) {
        this.settings = settings;
        this.changed = changed;
    }

    /** The columns from the left. */
    public ReadOnlyObjectProperty<List<TableColumnSetting>> shown() {
        return shown.getReadOnlyProperty();
    }

    /** The fields to choose from. */
    public ReadOnlyObjectProperty<FieldSample> sample() {
        return sample.getReadOnlyProperty();
    }

    public boolean isShown(String field) {
        return shown.get().stream().anyMatch(column -> column.field().equals(field));
    }

    /** Shows a field behind the others, or no more. */
    public void toggle(Field field) {
        List<TableColumnSetting> next = new ArrayList<>(shown.get());
        if (!next.removeIf(column -> column.field().equals(field.name()))) {
            next.add(column(field));
        }
        choose(next);
        changed.run();
    }

    /** The user has moved columns, or made them wider or narrower. */
    public void arrange(List<TableColumnSetting> arranged) {
        if (!arranged.equals(shown.get())) {
            choose(arranged);
        }
    }

    /** Forgets what was chosen for this type. */
    public void reset() {
        settings.columns().remove(type.settingsKey());
        shown.set(first());
        changed.run();
    }

    /** How much wider a column had to be to show all of most values; nothing where the user has chosen the widths. */
    double lack(TableColumnSetting column) {
        return remembered().isPresent()
                ? 0
                : sample.get()
                        .field(column.field())
                        .map(field -> Math.max(0, field.length() * OF_LETTER + AROUND - column.width()))
                        .orElse(0.0);
    }

    /** Fields of the columns. */
    List<String> fields() {
        return shown.get().stream().map(TableColumnSetting::field).toList();
    }

    /** Another type is looked at; what is known of it already is shown. */
    void show(TypeChoice next) {
        type = next;
        sample.set(FieldSample.NONE);
        remembered().ifPresent(shown::set);
    }

    void learn(FieldSample learnt) {
        sample.set(learnt);
        shown.set(remembered().orElseGet(this::first));
    }

    private Optional<List<TableColumnSetting>> remembered() {
        return Optional.ofNullable(settings.columns().get(type.settingsKey())).filter(columns -> !columns.isEmpty());
    }

    private List<TableColumnSetting> first() {
        return sample.get().firstColumns(type).stream()
                .map(ColumnsViewModel::column)
                .toList();
    }

    private void choose(List<TableColumnSetting> chosen) {
        shown.set(List.copyOf(chosen));
        settings.columns().put(type.settingsKey(), shown.get());
    }

    private static TableColumnSetting column(Field field) {
        int letters = Math.max(field.name().length(), field.length());
        return new TableColumnSetting(field.name(), Math.clamp(letters * OF_LETTER + AROUND, NARROWEST, WIDEST));
    }
}
