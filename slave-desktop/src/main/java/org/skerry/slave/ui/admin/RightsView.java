package org.skerry.slave.ui.admin;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.skerry.slave.admin.Role;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.text.Texts;

/** What somebody may do: one of three, and the limits of the first two. */
final class RightsView extends VBox {

    private static final List<Role> ROLES = List.of(Role.READER, Role.WRITER, Role.ADMIN);

    private final RightsViewModel model;
    private final Texts texts;
    private final ToggleGroup roles = new ToggleGroup();

    RightsView(RightsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("rights");
        getChildren().add(Controls.label("rights-label", texts.of("admin.rights"), Styles.TEXT_BOLD));
        ROLES.forEach(role -> getChildren().add(choice(role)));
        VBox limits = new VBox(
                typed("rights-types", "admin.types", model.types()),
                only(Role.WRITER, typed("rights-only-read", "admin.onlyRead", model.onlyRead())),
                own(),
                typed("rights-hidden", "admin.hidden", model.hidden()));
        limits.getStyleClass().add("rights-limits");
        Controls.showIf(limits, model.role().map(role -> role != Role.ADMIN));
        getChildren().add(limits);
    }

    private Node choice(Role role) {
        RadioButton button = new RadioButton();
        button.setId("rights-" + role.word());
        button.textProperty().bind(texts.of(RightsWords.of(role).key()));
        button.setToggleGroup(roles);
        button.setMinHeight(USE_PREF_SIZE);
        model.role().subscribe(chosen -> {
            if (chosen == role) {
                button.setSelected(true);
            }
        });
        button.selectedProperty().subscribe(isChosen -> {
            if (isChosen) {
                model.role().set(role);
            }
        });
        return button;
    }

    private Node typed(String id, String title, StringProperty text) {
        TextField field = new TextField();
        field.setId(id);
        field.textProperty().bindBidirectional(text);
        field.promptTextProperty().bind(texts.of(title + ".none"));
        Label label = Controls.label(id + "-label", texts.of(title), "field-name");
        label.setLabelFor(field);
        VBox box = new VBox(label, field);
        box.getStyleClass().add("field");
        return box;
    }

    private Node only(Role role, Node node) {
        Controls.showIf(node, model.role().map(chosen -> chosen == role));
        return node;
    }

    private Node own() {
        CheckBox box = new CheckBox();
        box.setId("rights-own");
        box.textProperty().bind(texts.of("admin.own"));
        box.setWrapText(true);
        box.setMinHeight(USE_PREF_SIZE);
        box.selectedProperty().bindBidirectional(model.isOwnOnly());
        return box;
    }
}
