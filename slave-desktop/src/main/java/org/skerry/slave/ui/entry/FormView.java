package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import net.synedra.validatorfx.Validator;
import org.skerry.jio.FormId;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** The record as fields, one below the other. */
final class FormView extends ScrollPane {

    private final FormViewModel form;
    private final References references;
    private final Texts texts;
    private final Validator validator = new Validator();
    private final TypeView type;
    private final VBox rows = new VBox();
    private final VBox column = new VBox();
    private final AddFieldView adding;
    private Map<FieldViewModel, FieldView> views = new HashMap<>();

    /**
     * @param editForm changes the form of the type; empty for who may not
     * @param below what else belongs to the record
     */
    FormView(EntryViewModel model, Texts texts, Optional<Runnable> editForm, Node below) {
        this(model.editor().form(), model.references(), model.types(), texts);
        column.getChildren().setAll(type, rows, hidden(), adding);
        editForm.map(edit -> edit(edit, texts)).ifPresent(column.getChildren()::add);
        column.getChildren().add(below);
    }

    private Button edit(Runnable editForm, Texts texts) {
        Button edit = Controls.button("form-edit", texts.of("form.edit"), editForm);
        edit.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        Controls.showIf(
                edit,
                form.type().flatMap(FieldViewModel::text).map(name -> !name.isEmpty() && !name.equals(FormId.TYPE)));
        return edit;
    }

    /** The fields of a form, to be looked at. */
    FormView(FormViewModel form, References references, Texts texts) {
        this(form, references, FXCollections.emptyObservableList(), texts);
        column.getChildren().setAll(rows);
    }

    private FormView(FormViewModel form, References references, ObservableList<String> types, Texts texts) {
        this.form = form;
        this.references = references;
        this.texts = texts;
        setId("entry-form");
        getStyleClass().add("entry-scroll");
        setFitToWidth(true);
        setFocusTraversable(false);
        type = new TypeView(form, types, texts);
        rows.getStyleClass().add("fields");
        adding = new AddFieldView(form, texts);
        column.getStyleClass().add("fields");
        setContent(column);
        form.fields().subscribe(this::showFields);
        showFields();
        form.onAttention(
                field -> Platform.runLater(() -> focus(field))); // a field that was just added has no place yet
    }

    /** Where typing begins: the type if that is open, else the first field. */
    void focus() {
        List<FieldViewModel> fields = form.fields();
        if (form.type().get().text().get().isEmpty() || fields.isEmpty()) {
            type.focus();
        } else {
            focus(fields.getFirst());
        }
    }

    private void focus(FieldViewModel field) {
        FieldView view = views.get(field);
        if (view == null) {
            type.focus();
        } else {
            view.focus();
            reveal(rows.getBoundsInParent().getMinY() + view.getBoundsInParent().getMinY());
        }
    }

    /** Brings into sight what is below the fields. */
    void revealBelow() {
        layout();
        reveal(getContent().getBoundsInLocal().getHeight());
    }

    private void reveal(double top) {
        double room = getContent().getBoundsInLocal().getHeight()
                - getViewportBounds().getHeight();
        if (room > 0) {
            setVvalue(Math.clamp(top / room, 0, 1));
        }
    }

    /** Those that stay keep their place under the user's hands. */
    private void showFields() {
        Optional<String> focused = focusedField();
        boolean isHurried = views.isEmpty() && adding.isWaiting(); // Tab was faster than the usual fields
        Map<FieldViewModel, FieldView> next = new HashMap<>();
        for (FieldViewModel field : form.fields()) {
            FieldView present = views.remove(field);
            next.put(field, present == null ? view(field) : present);
        }
        views.values().forEach(gone -> gone.leave(validator));
        views = next;
        rows.getChildren().setAll(form.fields().stream().map(next::get).toList());
        focused.ifPresent(name -> form.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .ifPresent(field -> next.get(field).focus()));
        if (isHurried && !form.fields().isEmpty()) {
            FieldViewModel first = form.fields().getFirst();
            Platform.runLater(() -> focus(first)); // it has no place yet
        }
    }

    /** The field in which somebody is; it keeps the focus when another version of the record comes. */
    private Optional<String> focusedField() {
        return views.entrySet().stream()
                .filter(view -> hasFocus(view.getValue()))
                .map(view -> view.getKey().name())
                .findFirst();
    }

    /** What JavaFX says of focus within outlives the focus where the node that had it was taken out. */
    private boolean hasFocus(FieldView view) {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        while (owner != null && owner != view) {
            owner = owner.getParent();
        }
        return owner != null;
    }

    private FieldView view(FieldViewModel field) {
        return new FieldView(field, references, texts, validator, () -> form.remove(field));
    }

    private Label hidden() {
        Label more = Controls.label(
                "entry-hidden",
                Bindings.createStringBinding(
                        () -> texts.now(
                                Sentence.of("entry.hidden", form.hidden().get())),
                        form.hidden(),
                        texts.language()),
                Styles.TEXT_MUTED);
        Controls.showIf(more, form.hidden().greaterThan(0).asObject());
        return more;
    }
}
