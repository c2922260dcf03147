package org.skerry.slave.ui.admin;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.slave.admin.KnownPc;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.parts.Copying;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** The PCs of a master, and one of them, or the code for a new one. */
final class PcsView implements AdminSide {

    private final AdminViewModel admin;
    private final PcsViewModel model;
    private final Texts texts;
    private final KnownList<KnownPc> list;
    private final VBox details = new VBox();
    private final RightsView rights;
    private String shown = "?"; // which details

    PcsView(AdminViewModel admin, Texts texts) {
        this.admin = admin;
        this.texts = texts;
        model = admin.pcs();
        list = new KnownList<>(model.list(), model.selected(), this::row, texts);
        list.setId("pcs-list");
        list.accessibleTextProperty().bind(texts.of("admin.pcs"));
        rights = new RightsView(model.rights(), texts);
        details.getStyleClass().add("admin-details");
        model.selected().subscribe(chosen -> show());
        model.isAdding().subscribe(isAdding -> show());
        model.code().subscribe(code -> show());
    }

    private KnownList.Row row(KnownPc pc) {
        return new KnownList.Row(
                pc.key(), Feather.MONITOR, pc.name(), RightsWords.of(pc.grant()), state(pc), !pc.isAdmitted());
    }

    private Sentence state(KnownPc pc) {
        Sentence state = pc.revoked()
                .map(since -> Sentence.of("admin.pc.out", model.local(since)))
                .or(() -> pc.connected().map(since -> Sentence.of("admin.pc.connected", model.local(since))))
                .orElse(Sentence.of("admin.pc.away"));
        return pc.isHere() ? Sentence.of("admin.and", Sentence.of("admin.pc.here"), state) : state;
    }

    @Override
    public Node list() {
        Button add = Controls.button("pcs-add", texts.of("admin.pc.add"), model::add);
        CheckBox revoked = new CheckBox();
        revoked.setId("pcs-revoked");
        revoked.textProperty().bind(texts.of(model.revoked().map(count -> Sentence.of("admin.pc.showOut", count))));
        revoked.selectedProperty().bindBidirectional(model.showsRevoked());
        revoked.setMinHeight(Button.USE_PREF_SIZE);
        Controls.showIf(revoked, model.revoked().map(count -> count.intValue() > 0));
        return AdminSide.column(add, list, revoked);
    }

    @Override
    public Node details() {
        return details;
    }

    @Override
    public void focus() {
        list.requestFocus();
    }

    private void show() {
        String wanted = model.isAdding().get()
                ? model.code().get().isPresent() ? "code" : "adding"
                : model.selected().get().map(KnownPc::key).orElse("");
        if (wanted.equals(shown) && !wanted.equals("adding")) {
            return; // the list was looked at again
        }
        shown = wanted;
        details.getChildren().clear();
        if (wanted.equals("code")) {
            showCode();
        } else if (wanted.equals("adding")) {
            showAdding();
        } else {
            model.selected().get().ifPresentOrElse(this::showOne, this::showNone);
        }
    }

    private void showNone() {
        details.getChildren().add(Controls.label("pcs-none", texts.of("admin.pc.none"), Styles.TEXT_MUTED));
    }

    private void showAdding() {
        Button make = button("pcs-code", "admin.code.make", model::makeCode);
        make.getStyleClass().add(Styles.ACCENT);
        details.getChildren().addAll(title("admin.pc.add"), rights, AdminSide.buttons(make));
    }

    private void showCode() {
        Label address = data("pcs-code-address", model.code().map(code -> code.map(PcsViewModel.ShownCode::address)));
        address.getStyleClass().add("admin-address");
        Label digits = data("pcs-code-digits", model.code().map(code -> code.map(PcsViewModel.ShownCode::digits)));
        digits.getStyleClass().add("admin-code");
        Label left = Controls.label(
                "pcs-code-left",
                texts.of(model.code()
                        .map(code -> code.map(PcsViewModel.ShownCode::timeLeft).orElse(Sentence.NONE))),
                Styles.TEXT_MUTED);
        Label link = data("pcs-code-link", model.code().map(code -> code.map(PcsViewModel.ShownCode::link)));
        Button copy = Controls.button(
                "pcs-code-copy",
                texts.of("admin.code.copy"),
                () -> model.code().get().map(PcsViewModel.ShownCode::link).ifPresent(Copying::text));
        details.getChildren()
                .addAll(
                        title("admin.pc.add"),
                        Controls.label("pcs-code-first", texts.of("admin.code.address")),
                        address,
                        Controls.label("pcs-code-then", texts.of("admin.code.digits")),
                        digits,
                        left,
                        Controls.label("pcs-code-or", texts.of("admin.code.link")),
                        link,
                        AdminSide.buttons(copy),
                        Controls.label("pcs-code-waits", texts.of("admin.code.waits"), Styles.TEXT_MUTED),
                        AdminSide.buttons(button("pcs-code-again", "admin.code.again", model::add)));
    }

    private static Label data(String id, ObservableValue<Optional<String>> text) {
        Label label = Controls.label(id, text.map(now -> now.orElse("")), "data");
        label.setFocusTraversable(true); // for who cannot see it
        return label;
    }

    private void showOne(KnownPc pc) {
        Label name = Controls.label("pcs-name", AdminSide.fixed(pc.name()), Styles.TITLE_4, "data");
        Label state = Controls.label(
                "pcs-state",
                texts.of(model.selected().map(now -> now.map(this::state).orElse(Sentence.NONE))),
                Styles.TEXT_MUTED);
        Label since = Controls.label(
                "pcs-since",
                texts.of(
                        "admin.pc.since",
                        model.local(pc.paired()),
                        pc.key().substring(0, Math.min(7, pc.key().length()))),
                Styles.TEXT_MUTED);
        details.getChildren().addAll(name, state, since);
        if (pc.isAdmitted()) {
            Button save = button("pcs-save", "admin.saveRights", model::saveRights);
            save.getStyleClass().add(Styles.ACCENT);
            Button revoke = button("pcs-revoke", "admin.pc.revoke", model::revoke);
            revoke.getStyleClass().addAll(Styles.BUTTON_OUTLINED, Styles.DANGER);
            details.getChildren().addAll(rights, AdminSide.buttons(save, revoke));
        } else {
            details.getChildren().add(Controls.label("pcs-out", texts.of("admin.pc.again")));
        }
    }

    private Label title(String key) {
        return Controls.label("pcs-title", texts.of(key), Styles.TITLE_4);
    }

    private Button button(String id, String key, Runnable action) {
        Button button = Controls.button(id, texts.of(key), action);
        button.disableProperty().bind(admin.isBusy());
        return button;
    }
}
