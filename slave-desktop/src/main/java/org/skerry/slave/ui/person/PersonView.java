package org.skerry.slave.ui.person;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Texts;

/** Who is signed in, who could be instead, and the way out. */
public final class PersonView extends HBox {

    private final ObservableList<String> names;
    private final Texts texts;
    private final Consumer<String> switchTo;
    private final MenuButton other = new MenuButton();

    /**
     * @param person who is signed in
     * @param names of those who signed in here before
     * @param switchTo told whose turn it is; "" for somebody else
     */
    public PersonView(
            String person, ObservableList<String> names, Texts texts, Consumer<String> switchTo, Runnable signOut) {
        this.names = names;
        this.texts = texts;
        this.switchTo = switchTo;
        setId("person");
        getStyleClass().add("person");
        Label signedIn = new Label(person, new FontIcon(Feather.USER));
        signedIn.setId("person-name");
        signedIn.accessibleTextProperty().bind(texts.of("person.signedIn", person));
        other.setId("person-switch");
        other.textProperty().bind(texts.of("person.switch"));
        other.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        other.setMinWidth(USE_PREF_SIZE);
        other.getItems().add(somebodyElse()); // without items it would not open
        other.setOnShowing(opening -> offer(person));
        getChildren()
                .addAll(
                        signedIn,
                        other,
                        new IconButton("person-sign-out", Feather.USER_X, texts.of("person.signOut"), signOut));
    }

    /** Opens the list of those who could be signed in. */
    public void choose() {
        other.requestFocus();
        other.show();
    }

    private void offer(String person) {
        other.getItems().clear();
        names.stream().filter(name -> !name.equals(person)).forEach(name -> {
            MenuItem item = new MenuItem(name);
            item.setMnemonicParsing(false);
            item.setOnAction(chosen -> switchTo.accept(name));
            other.getItems().add(item);
        });
        if (!other.getItems().isEmpty()) {
            other.getItems().add(new SeparatorMenuItem());
        }
        other.getItems().add(somebodyElse());
    }

    private MenuItem somebodyElse() {
        MenuItem item = new MenuItem();
        item.textProperty().bind(texts.of("person.somebodyElse"));
        item.setOnAction(chosen -> switchTo.accept(""));
        return item;
    }
}
