package org.skerry.slave.ui.admin;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.slave.admin.KnownPerson;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** The people of a master, and one of them, or somebody new. */
final class PeopleView implements AdminSide {

    private final AdminViewModel admin;
    private final PeopleViewModel model;
    private final Texts texts;
    private final KnownList<KnownPerson> list;
    private final VBox details = new VBox();
    private final RightsView rights;
    private final TextField name = new TextField();
    private final VBox nameField;
    private final VBox secretField;
    private String shown = "?"; // which details

    PeopleView(AdminViewModel admin, Texts texts) {
        this.admin = admin;
        this.texts = texts;
        model = admin.people();
        list = new KnownList<>(model.list(), model.selected(), PeopleView::row, texts);
        list.setId("people-list");
        list.accessibleTextProperty().bind(texts.of("admin.people"));
        Label empty = Controls.label("people-empty", texts.of("admin.person.empty"), Styles.TEXT_MUTED);
        list.setPlaceholder(empty);
        rights = new RightsView(model.rights(), texts);
        nameField = field("people-name-field", name, "admin.person.name");
        name.textProperty().bindBidirectional(model.name());
        secretField = secretField();
        details.getStyleClass().add("admin-details");
        model.selected().subscribe(chosen -> show());
        model.isAdding().subscribe(isAdding -> show());
    }

    private static KnownList.Row row(KnownPerson person) {
        return new KnownList.Row(
                person.name(),
                Feather.USER,
                person.name(),
                RightsWords.of(person.grant()),
                state(person),
                person.isDisabled());
    }

    private static Sentence state(KnownPerson person) {
        return person.isDisabled()
                ? Sentence.of("admin.person.out")
                : person.isHere() ? Sentence.of("admin.person.here") : Sentence.of("admin.person.in");
    }

    @Override
    public Node list() {
        return AdminSide.column(Controls.button("people-add", texts.of("admin.person.add"), this::add), list);
    }

    private void add() {
        model.add();
        name.requestFocus();
    }

    @Override
    public Node details() {
        return details;
    }

    @Override
    public void focus() {
        list.requestFocus();
    }

    private VBox secretField() {
        PasswordField secret = new PasswordField();
        secret.textProperty().bindBidirectional(model.secret());
        secret.disableProperty().bind(model.wantsPin().and(model.offersPin()));
        CheckBox pin = new CheckBox();
        pin.setId("people-pin");
        pin.textProperty().bind(texts.of("admin.person.pin"));
        pin.setWrapText(true);
        pin.setMinHeight(Button.USE_PREF_SIZE);
        pin.selectedProperty().bindBidirectional(model.wantsPin());
        Controls.showIf(pin, model.offersPin().map(isOffered -> isOffered));
        VBox field = field("people-secret", secret, "admin.person.secret");
        field.getChildren().add(pin);
        return field;
    }

    private VBox field(String id, TextField input, String title) {
        input.setId(id);
        Label label = Controls.label(id + "-label", texts.of(title), "field-name");
        label.setLabelFor(input);
        VBox box = new VBox(label, input);
        box.getStyleClass().add("field");
        return box;
    }

    private void show() {
        String wanted = model.isAdding().get()
                ? "adding"
                : model.selected()
                        .get()
                        .map(person -> "person " + person.name())
                        .orElse("");
        if (wanted.equals(shown)) {
            return; // the list was looked at again
        }
        shown = wanted;
        details.getChildren().clear();
        if (model.isAdding().get()) {
            showAdding();
        } else {
            model.selected().get().ifPresentOrElse(this::showOne, this::showNone);
        }
    }

    private void showNone() {
        details.getChildren().add(Controls.label("people-none", texts.of("admin.person.none"), Styles.TEXT_MUTED));
    }

    private void showAdding() {
        details.getChildren().add(Controls.label("people-title", texts.of("admin.person.add"), Styles.TITLE_4));
        if (model.isFirst()) {
            details.getChildren().add(Controls.label("people-first", texts.of("admin.person.firstHint")));
        }
        Button save = button("people-save-new", texts.of("admin.person.save"), model::save);
        save.getStyleClass().add(Styles.ACCENT);
        details.getChildren().addAll(nameField, secretField, rights, AdminSide.buttons(save));
    }

    private void showOne(KnownPerson person) {
        Label called = Controls.label("people-name", AdminSide.fixed(person.name()), Styles.TITLE_4, "data");
        Label state = Controls.label(
                "people-state",
                texts.of(model.selected().map(now -> now.map(PeopleView::state).orElse(Sentence.NONE))),
                Styles.TEXT_MUTED);
        Button save = button("people-save", texts.of("admin.saveRights"), model::saveRights);
        save.getStyleClass().add(Styles.ACCENT);
        Button renew = button("people-renew", texts.of("admin.person.renew"), model::savePassword);
        ObservableValue<String> toggled = texts.of(model.selected()
                .map(now -> Sentence.of(
                        now.map(KnownPerson::isDisabled).orElse(false)
                                ? "admin.person.enable"
                                : "admin.person.disable")));
        Button toggle = button("people-toggle", toggled, model::toggle);
        Button remove = button("people-remove", texts.of("admin.person.remove"), model::remove);
        remove.getStyleClass().addAll(Styles.BUTTON_OUTLINED, Styles.DANGER);
        details.getChildren()
                .addAll(
                        called,
                        state,
                        pin(),
                        rights,
                        AdminSide.buttons(save),
                        Controls.label("people-password-label", texts.of("admin.person.password"), Styles.TEXT_BOLD),
                        secretField,
                        AdminSide.buttons(renew),
                        Controls.label("people-way-label", texts.of("admin.person.way"), Styles.TEXT_BOLD),
                        AdminSide.buttons(toggle, remove));
    }

    /** Only while there is one to be read. */
    private Node pin() {
        Label digits =
                Controls.label("people-pin-digits", model.pin().map(pin -> pin.orElse("")), "data", "admin-code");
        digits.setFocusTraversable(true); // for who cannot see it
        VBox box = new VBox(Controls.label("people-pin-once", texts.of("admin.person.pinOnce")), digits);
        box.getStyleClass().add("field");
        Controls.showIf(box, model.pin().map(pin -> pin.isPresent()));
        return box;
    }

    private Button button(String id, ObservableValue<String> text, Runnable action) {
        Button button = Controls.button(id, text, action);
        button.disableProperty().bind(admin.isBusy());
        return button;
    }
}
