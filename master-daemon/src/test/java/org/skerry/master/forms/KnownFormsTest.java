package org.skerry.master.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import tools.jackson.databind.node.ObjectNode;

class KnownFormsTest {

    private final List<String> read = new ArrayList<>();
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();
    private final KnownForms forms = new KnownForms(this::read);

    @Test
    void aFormIsReadOnce() {
        forms.of("Boat");
        forms.of("Boat");
        forms.of("");

        assertEquals(List.of("form/Boat"), read);
    }

    @Test
    void aFormThatHasChangedIsReadAgain() {
        forms.of("Boat");
        forms.of("Crate");
        forms.forget("Boat");
        forms.of("Boat");
        forms.of("Crate");

        assertEquals(List.of("form/Boat", "form/Crate", "form/Boat"), read);
    }

    @Test
    void aFormThatChangesWhileItIsReadIsNotKeptAsItWas() {
        meanwhile.add(() -> forms.forget("Boat"));

        forms.of("Boat");
        forms.of("Boat");
        forms.of("Boat");

        assertEquals(List.of("form/Boat", "form/Boat"), read);
    }

    @Test
    void typesWithoutEndDoNotFillTheMemory() {
        forms.of("Boat");
        IntStream.range(0, 256).forEach(i -> forms.of("Type " + i));
        read.clear();

        forms.of("Boat");
        forms.of("Type 255");

        assertEquals(List.of("form/Boat"), read);
    }

    private Optional<Form> read(RecordId id) {
        read.add(id.text());
        ObjectNode form = JsonText.object()
                .put("portal_type", "Form")
                .put("for", id.text().substring(5));
        form.putObject("schema");
        Form made = Form.of(id, form);
        Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
        return Optional.of(made);
    }
}
