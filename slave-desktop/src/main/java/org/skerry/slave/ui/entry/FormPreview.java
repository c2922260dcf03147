package org.skerry.slave.ui.entry;

import javafx.scene.layout.BorderPane;
import org.skerry.jio.JsonText;
import org.skerry.jio.Storage;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Texts;
import tools.jackson.databind.node.ObjectNode;

/** A form as those will see it who fill it in; one can type in it, nothing is kept. */
public final class FormPreview extends BorderPane {

    private final FormViewModel form;

    public FormPreview(Storage storage, UiTasks tasks, Texts texts) {
        form = new FormViewModel(texts.language(), () -> {});
        form.fill(JsonText.object(), TypeSample.NONE);
        setId("form-preview");
        setMinSize(0, 0);
        setCenter(new FormView(form, new References(new EntryCalls(storage), tasks), texts));
    }

    /** @param record the form as it would be saved */
    public void show(ObjectNode record) {
        form.suggest(TypeSample.NONE.with(TypeForm.of(record)));
    }
}
