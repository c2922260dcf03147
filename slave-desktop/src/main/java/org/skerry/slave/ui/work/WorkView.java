package org.skerry.slave.ui.work;

import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import org.skerry.slave.ui.entry.EntryView;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.records.RecordsView;
import org.skerry.slave.ui.text.Texts;

/** Three places side by side: types, table, form. */
public final class WorkView extends SplitPane {

    private static final double TYPES_END = 0.2;
    private static final double TABLE_END = 0.66;

    private final WorkViewModel model;
    private final EntryView entry;
    private final RecordsView records;

    public WorkView(WorkViewModel model, Texts texts) {
        this.model = model;
        setId("work");
        entry = new EntryView(model.entry(), texts);
        records = new RecordsView(model.records(), texts, this::create, entry::focus);
        getItems().addAll(records.typesPane(), records.tablePane(), entry);
        setDividerPositions(TYPES_END, TABLE_END);
    }

    /** Makes the keys work that belong to this screen. */
    public void install(Scene scene) {
        Shortcut.NEW_RECORD.install(scene, this::create);
        Shortcut.SEARCH.install(scene, records::focusSearch);
        entry.install(scene);
        Shortcut.REFRESH.install(scene, model.records()::refresh);
    }

    private void create() {
        model.entry().create(model.records().typeOfNew().orElse(""));
        entry.focus();
    }
}
