package org.skerry.slave.ui.forms;

import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** A field in the list of those of a form: what people call it, and its name if that is another. */
final class FormFieldCell extends ListCell<FormFieldModel> {

    private final Texts texts;

    FormFieldCell(Texts texts) {
        this.texts = texts;
        setPrefWidth(0); // as wide as the list, never wider
    }

    @Override
    protected void updateItem(@Nullable FormFieldModel field, boolean isEmpty) {
        super.updateItem(field, isEmpty);
        textProperty().unbind();
        if (field == null || isEmpty) {
            setText(null);
        } else {
            textProperty()
                    .bind(Bindings.createStringBinding(
                            () -> text(field),
                            Stream.concat(field.properties(), Stream.of(texts.language()))
                                    .toArray(Observable[]::new)));
        }
    }

    private String text(FormFieldModel field) {
        String name = field.name().get().strip();
        String title = field.title(texts.language().getValue()).get().strip();
        if (name.isEmpty()) {
            return texts.now(Sentence.of("form.editor.unnamed"));
        }
        String mark = field.isRequired().get() ? " *" : "";
        return title.isEmpty() || title.equals(name) ? name + mark : title + mark + "  (" + name + ")";
    }
}
