package org.skerry.slave.ui.entry;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import net.synedra.validatorfx.Check;
import net.synedra.validatorfx.StyleClassDecoration;
import net.synedra.validatorfx.Validator;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** One field: its name, what it holds, and what is wrong with that. */
final class FieldView extends VBox {

    private static final int MIN_LINES = 3;
    private static final int MAX_LINES = 10;

    private final FieldViewModel field;
    private final Texts texts;
    private final References references;
    private final String id;
    private final Node control;
    private final Check check;

    FieldView(FieldViewModel field, References references, Texts texts, Validator validator, Runnable remove) {
        this.field = field;
        this.references = references;
        this.texts = texts;
        id = "field-" + field.name();
        getStyleClass().add("field");
        Node shown = shown();
        control = switch (shown) {
            case DateField date -> date.text();
            case ReferenceField reference -> reference.text();
            case HBox box -> box.getChildren().getFirst();
            default -> shown;
        };
        Label problem = Controls.problem(id + "-problem", texts.of(field.problem()));
        getChildren().addAll(head(remove), shown, problem);
        hint().ifPresent(hint -> getChildren().add(2, hint));
        field.rule().ifPresent(rule -> getChildren().add(1, description(rule)));
        check = validator
                .createCheck()
                .dependsOn("problem", field.problem())
                .withMethod(context -> {
                    if (!field.problem().get().isEmpty()) {
                        context.error(field.problem().get().key());
                    }
                })
                .decorates(control)
                .decoratingWith(message -> new StyleClassDecoration("wrong"))
                .immediate();
        addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (Shortcut.REMOVE_FIELD.keys().match(key)) {
                remove.run();
                key.consume();
            }
        });
    }

    FieldViewModel field() {
        return field;
    }

    /** Where typing begins. */
    void focus() {
        control.requestFocus();
    }

    /** It is not shown any more. */
    void leave(Validator validator) {
        validator.remove(check);
    }

    private Node head(Runnable remove) {
        Label name = Controls.label(id + "-name", title(), "field-name", "data");
        name.setLabelFor(control);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        IconButton button =
                new IconButton(id + "-remove", Feather.X, texts.of("entry.field.remove", field.name()), remove);
        button.getStyleClass().addAll(Styles.SMALL, "field-remove");
        button.setFocusTraversable(false); // the keyboard has a key for it, and Tab leads from field to field
        HBox head = new HBox(name, space);
        if (field.rule().isEmpty()) { // the form would bring it back
            head.getChildren().add(button);
        }
        head.getStyleClass().add("field-head");
        return head;
    }

    /** With a mark where the form needs it. */
    private ObservableValue<String> title() {
        boolean isRequired = field.rule().filter(FormField::isRequired).isPresent();
        return isRequired
                ? Bindings.createStringBinding(
                        () -> texts.now(
                                Sentence.of("form.required", field.title().getValue())),
                        texts.language())
                : field.title();
    }

    private Label description(FormField rule) {
        ObservableValue<String> text = texts.language().map(rule::description);
        Label label = Controls.label(id + "-description", text, Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Controls.showIf(label, text.map(said -> !said.isEmpty()));
        return label;
    }

    private Optional<Label> hint() {
        return switch (field.kind()) {
            case LIST -> Optional.of(hint("entry.list.hint"));
            case JSON -> Optional.of(hint("entry.value.hint"));
            case TEXT, LONG_TEXT, NUMBER, DATE, DATE_TIME, YES_NO, CHOICE, REFERENCE -> Optional.empty();
        };
    }

    private Label hint(String key) {
        return Controls.label(id + "-hint", texts.of(key), Styles.TEXT_MUTED, Styles.TEXT_SMALL);
    }

    private Node shown() {
        return switch (field.kind()) {
            case TEXT, NUMBER, JSON -> line();
            case LONG_TEXT, LIST -> lines();
            case DATE -> new DateField(id, field, texts);
            case DATE_TIME -> moment();
            case CHOICE -> new ChoiceField(id, field);
            case REFERENCE -> new ReferenceField(id, field, references, texts);
            case YES_NO -> yesOrNo();
        };
    }

    private <T extends TextInputControl> T typed(T input) {
        input.setId(id);
        input.textProperty().bindBidirectional(field.text());
        return input;
    }

    /** Enter goes on as Tab does: behind the last field one adds the next. */
    private TextField line() {
        TextField line = typed(new TextField());
        line.setOnAction(entered -> line.requestFocusTraversal(TraversalDirection.NEXT));
        return line;
    }

    private TextField moment() {
        TextField line = line();
        line.promptTextProperty().bind(texts.of("entry.date.example", DateTimeText.EXAMPLE));
        return line;
    }

    /** As high as its text, within reason; Tab leads to the next field, as in every other one. */
    private TextArea lines() {
        TextArea area = typed(new TextArea());
        area.setWrapText(true);
        area.prefRowCountProperty().bind(field.text().map(text -> Math.clamp(lines(text) + 1, MIN_LINES, MAX_LINES)));
        area.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.TAB && !key.isControlDown() && !key.isAltDown()) {
                key.consume();
                area.requestFocusTraversal(key.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            }
        });
        return area;
    }

    private static long lines(String text) {
        return text.lines().mapToLong(line -> 1 + line.length() / 48).sum();
    }

    private HBox yesOrNo() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton yes = choice("true", texts.of("entry.yes"), group);
        yes.setId(id);
        yes.getStyleClass().add(Styles.LEFT_PILL);
        ToggleButton no = choice("false", texts.of("entry.no"), group);
        no.setId(id + "-no");
        no.getStyleClass().add(Styles.RIGHT_PILL);
        return new HBox(yes, no);
    }

    /** Pressed again, it is neither. */
    private ToggleButton choice(String value, ObservableValue<String> name, ToggleGroup group) {
        ToggleButton button = new ToggleButton();
        button.setToggleGroup(group);
        button.textProperty().bind(name);
        button.setMinWidth(USE_PREF_SIZE);
        field.text().subscribe(now -> button.setSelected(now.equals(value)));
        button.setOnAction(pressed -> field.text().set(button.isSelected() ? value : ""));
        return button;
    }
}
