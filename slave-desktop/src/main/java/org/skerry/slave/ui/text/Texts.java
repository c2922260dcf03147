package org.skerry.slave.ui.text;

import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;

/**
 * The texts of the window, as values that follow the language: bound to once, they switch by themselves.
 *
 * <p>A key begins with the name of its bundle: {@code connect.title} stands in {@code connect_en.properties} and its
 * brothers, as a pattern of {@link MessageFormat}. JavaFX thread.
 */
public final class Texts {

    private static final System.Logger LOG = System.getLogger(Texts.class.getName());

    /** Finds exactly the language asked for, not that of the system. */
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ObservableValue<Language> language;

    public Texts(ObservableValue<Language> language) {
        this.language = language;
    }

    public ObservableValue<Language> language() {
        return language;
    }

    /** The text of a key. */
    public ObservableValue<String> of(String key, Object... arguments) {
        Sentence sentence = Sentence.of(key, arguments);
        return Bindings.createStringBinding(() -> now(sentence), language);
    }

    /** What is to be said at the time. */
    public ObservableValue<String> of(ObservableValue<Sentence> sentence) {
        return Bindings.createStringBinding(() -> now(sentence.getValue()), language, sentence);
    }

    /** The text of a sentence in the present language; it does not follow. */
    public String now(Sentence sentence) {
        return in(language.getValue(), sentence);
    }

    /** The text of a sentence in a language. */
    public static String in(Language language, Sentence sentence) {
        if (sentence.isEmpty()) {
            return "";
        }
        Object[] arguments = sentence.arguments().stream()
                .map(argument -> readable(argument, language))
                .toArray();
        return new MessageFormat(pattern(language, sentence.key()), language.locale()).format(arguments);
    }

    private static String pattern(Language language, String key) {
        String bundle = key.substring(0, Math.max(0, key.indexOf('.')));
        try {
            return ResourceBundle.getBundle(
                            "org.skerry.slave.ui.text." + bundle,
                            Locale.of(language.code()),
                            Texts.class.getClassLoader(),
                            EXACT)
                    .getString(key);
        } catch (MissingResourceException missing) {
            LOG.log(Level.WARNING, "A text is missing: language={0} key={1}", language.code(), key);
            return "⟦" + key + "⟧";
        }
    }

    private static Object readable(Object argument, Language language) {
        return switch (argument) {
            case Sentence inner -> in(language, inner);
            case LocalTime time ->
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(language.locale())
                        .format(time);
            case LocalDate day ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(language.locale())
                        .format(day);
            case LocalDateTime time ->
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(language.locale())
                        .format(time);
            default -> argument;
        };
    }
}
