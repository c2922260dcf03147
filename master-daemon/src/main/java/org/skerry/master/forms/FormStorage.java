package org.skerry.master.forms;

import java.util.List;
import java.util.Optional;
import org.skerry.jio.Caller;
import org.skerry.jio.FormId;
import org.skerry.jio.ForwardingStorage;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.Write;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.FieldView;
import org.skerry.jio.query.RecordView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A storage that takes a record only if it fits the form of its type, and a form only if one can work with it. Records of
 * types without a form are free, and so is what was written before there was one.
 *
 * <p>A write that is repeated under its key is looked at again: if the form has changed meanwhile, it may be refused
 * although it was done.
 */
public final class FormStorage extends ForwardingStorage {

    /** Each may have a form, which is looked up. */
    private static final int MAX_TYPES = 16;

    private final KnownForms forms;
    private final ValidationTurns turns = new ValidationTurns();

    /** @param storage closed with this one; all writes of forms go through this one */
    public FormStorage(Storage storage) {
        super(storage);
        this.forms = new KnownForms(this::read);
    }

    @Override
    public void apply(Write write, WriteKey key) {
        apply(write, key, Caller.UNKNOWN);
    }

    /** What the caller does not see keeps its value, hence he is not told what is wrong with it. */
    @Override
    public void apply(Write write, WriteKey key, Caller caller) {
        if (write instanceof Write.Put put) {
            check(put, caller.view());
        } else if (write instanceof Write.Restore restore) {
            check(restore, caller.view());
        }
        Optional<String> formed = FormId.typeOf(write.id());
        try {
            super.apply(write, key, caller);
        } finally { // a write whose answer was lost may have been done
            formed.ifPresent(forms::forget);
        }
    }

    /** What was good then has to be good today. */
    private void check(Write.Restore restore, RecordView view) {
        ObjectNode past;
        try {
            past = version(restore.id(), restore.version()).body();
        } catch (StorageException.NotFound refusedAnyway) { // or done already under its key
            return;
        }
        try {
            check(new Write.Put(restore.id(), view.shown(past), restore.expected()), view);
        } catch (StorageException.BadRequest unfit) {
            throw new StorageException.BadRequest(
                    "This version does not fit today's form any more: " + unfit.getMessage(), unfit.problems());
        }
    }

    private void check(Write.Put put, RecordView view) {
        if (FormId.typeOf(put.body()).equals(FormId.TYPE)
                || FormId.typeOf(put.id()).isPresent()) {
            Form.of(put.id(), put.body());
            return;
        }
        List<String> types = types(put.body());
        if (types.size() > MAX_TYPES) {
            throw new StorageException.BadRequest("A record may have up to %d types.".formatted(MAX_TYPES));
        }
        for (String type : types) {
            if (type.equals(FormId.TYPE)) {
                throw new StorageException.BadRequest("A form is of no other type besides.");
            }
            if (isFormSeen(type, view)) {
                forms.of(type).ifPresent(form -> turns.run(put.body(), () -> form.check(put.body(), view.hidden())));
            }
        }
    }

    /** Of each type that a query finds it by: a list, too, and what an object has as its content. */
    private static List<String> types(ObjectNode body) {
        JsonNode type = body.path(FormId.TYPE_FIELD);
        return type.isMissingNode() || type.isNull()
                ? List.of()
                : FieldView.of(type).texts();
    }

    /** Who does not see the form of a type may not write that type either, and is told nothing else. */
    private static boolean isFormSeen(String type, RecordView view) {
        ObjectNode like = JsonText.object().put(FormId.TYPE_FIELD, FormId.TYPE).put(FormId.FOR_FIELD, type);
        return view.showsAll()
                || FormId.of(type)
                        .filter(id -> view.of(new StoredRecord(id, like)).isPresent())
                        .isPresent();
    }

    private Optional<Form> read(RecordId id) {
        ObjectNode body;
        try {
            body = get(id);
        } catch (StorageException.NotFound none) {
            return Optional.empty();
        }
        try {
            return Optional.of(Form.of(id, body));
        } catch (StorageException.BadRequest unusable) { // written before this program knew of forms
            return Optional.empty();
        }
    }
}
