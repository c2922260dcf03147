package org.skerry.slave.ui.settings;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.text.Texts;

/** Two rows of buttons: language, appearance. */
public final class SettingsView extends VBox {

    public SettingsView(SettingsViewModel model, Texts texts) {
        setId("settings");
        getStyleClass().add("settings");
        getChildren()
                .addAll(
                        group(
                                "language",
                                texts.of("settings.language"),
                                model.languages(),
                                model.language(),
                                language -> new SimpleStringProperty(language.ownName()),
                                language -> language.code()),
                        group(
                                "theme",
                                texts.of("settings.theme"),
                                model.themes(),
                                model.theme(),
                                theme -> texts.of("settings.theme." + lowerCase(theme)),
                                SettingsView::lowerCase));
    }

    private static <T> Node group(
            String id,
            ObservableValue<String> title,
            List<T> choices,
            ObjectProperty<T> chosen,
            Function<T, ObservableValue<String>> name,
            Function<T, String> idOf) {
        Label label = new Label();
        label.setId(id + "-label");
        label.textProperty().bind(title);
        label.getStyleClass().add(Styles.TEXT_BOLD);
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (T choice : choices) {
            ToggleButton button = new ToggleButton();
            button.setId(id + "-" + idOf.apply(choice));
            button.textProperty().bind(name.apply(choice));
            button.setUserData(choice);
            button.setToggleGroup(group);
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(pressed -> {
                button.setSelected(true); // a second press does not undo a choice
                chosen.set(choice);
            });
            buttons.add(button);
        }
        buttons.getFirst().getStyleClass().add(Styles.LEFT_PILL);
        buttons.getLast().getStyleClass().add(Styles.RIGHT_PILL);
        buttons.subList(1, buttons.size() - 1)
                .forEach(button -> button.getStyleClass().add(Styles.CENTER_PILL));
        chosen.subscribe(value -> buttons.forEach(button -> button.setSelected(value.equals(button.getUserData()))));
        label.setLabelFor(buttons.getFirst());
        VBox box = new VBox(label, new HBox(buttons.toArray(Node[]::new)));
        box.getStyleClass().add("settings-group");
        return box;
    }

    private static String lowerCase(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
