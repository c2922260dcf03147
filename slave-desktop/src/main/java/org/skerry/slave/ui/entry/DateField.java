package org.skerry.slave.ui.entry;

import atlantafx.base.controls.Calendar;
import atlantafx.base.controls.CalendarSkin;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.control.Skin;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Popup;
import org.kordamp.ikonli.feather.Feather;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Language;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

/**
 * A day, typed or picked. What is typed stays until somebody else corrects it, whereas JavaFX's own date picker throws away
 * what it does not understand.
 */
final class DateField extends HBox {

    private final TextField text = new TextField();
    private final Texts texts;

    DateField(String id, FieldViewModel field, Texts texts) {
        this.texts = texts;
        getStyleClass().add("date-field");
        text.setId(id);
        text.promptTextProperty().bind(texts.of("entry.date.example", DateText.EXAMPLE));
        text.textProperty().bindBidirectional(field.text());
        text.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.DOWN && key.isAltDown()) {
                pick();
                key.consume();
            }
        });
        HBox.setHgrow(text, Priority.ALWAYS);
        IconButton button = new IconButton(id + "-pick", Feather.CALENDAR, texts.of("entry.date.pick"), this::pick);
        button.setFocusTraversable(false); // the keyboard has Alt+Down, and Tab leads from field to field
        getChildren().addAll(text, button);
    }

    TextField text() {
        return text;
    }

    private void pick() {
        Language language = texts.language().getValue();
        LocalDate start = DateText.day(text.getText(), language).orElseGet(LocalDate::now);
        Popup popup = new Popup();
        popup.setAutoHide(true);
        DaysOf days = new DaysOf(language.locale(), start, day -> {
            text.setText(DateText.write(day, language));
            popup.hide();
            text.requestFocus();
        });
        days.setId(text.getId() + "-days");
        days.accessibleTextProperty().bind(texts.of("entry.date.pick"));
        HBox frame = new HBox(days);
        frame.getStyleClass().add("date-popup");
        frame.getStylesheets().add(ThemeSwitch.class.getResource("skerry.css").toExternalForm());
        popup.getContent().add(frame);
        Bounds place = text.localToScreen(text.getBoundsInLocal());
        popup.show(text, place.getMinX(), place.getMaxY());
        Platform.runLater(days::begin); // the days are laid out with the first pulse
    }

    /** A month in the language of the window, which need not be that of the system. */
    private static final class DaysOf extends Calendar {

        private final Locale locale;
        private final Consumer<LocalDate> chosen;
        private LocalDate marked;

        DaysOf(Locale locale, LocalDate day, Consumer<LocalDate> chosen) {
            super(day);
            this.locale = locale;
            this.chosen = chosen;
            marked = day;
            valueProperty().addListener((value, before, clicked) -> chosen.accept(clicked));
            addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        }

        /** Puts the focus on the first day. */
        void begin() {
            mark(marked);
        }

        @Override
        protected Skin<?> createDefaultSkin() {
            return new CalendarSkin(this) {
                @Override
                public Locale getLocale() {
                    return getSkinnable() instanceof DaysOf days ? days.locale : super.getLocale();
                }
            };
        }

        /** The keys of JavaFX's own calendar, which fail in this one. */
        private void press(KeyEvent key) {
            switch (key.getCode()) {
                case LEFT -> mark(marked.minusDays(1));
                case RIGHT -> mark(marked.plusDays(1));
                case UP -> mark(marked.minusWeeks(1));
                case DOWN -> mark(marked.plusWeeks(1));
                case PAGE_UP -> mark(marked.minusMonths(1));
                case PAGE_DOWN -> mark(marked.plusMonths(1));
                case ENTER, SPACE -> chosen.accept(marked);
                default -> {
                    return;
                }
            }
            key.consume();
        }

        private void mark(LocalDate day) {
            marked = day;
            if (getSkin() instanceof CalendarSkin skin) {
                skin.goToDate(day, true);
            }
        }
    }
}
