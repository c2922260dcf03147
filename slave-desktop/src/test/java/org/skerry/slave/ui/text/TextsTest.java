package org.skerry.slave.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.junit.jupiter.api.Test;

class TextsTest {

    private final ObjectProperty<Language> language = new SimpleObjectProperty<>(Language.ENGLISH);
    private final Texts texts = new Texts(language);

    @Test
    void aTextFollowsTheLanguage() {
        ObservableValue<String> cancel = texts.of("connect.cancel");
        List<String> seen = new ArrayList<>();
        for (Language next : Language.values()) {
            language.set(next);
            seen.add(cancel.getValue());
        }

        assertEquals(List.of("Cancel", "取消", "Annuler"), seen);
    }

    @Test
    void aSentenceFollowsWhatIsToBeSaidAndTheLanguage() {
        ObjectProperty<Sentence> sentence = new SimpleObjectProperty<>(Sentence.NONE);
        ObservableValue<String> text = texts.of(sentence);
        List<String> seen = new ArrayList<>(List.of(text.getValue()));

        sentence.set(Sentence.of("records.records", 1204L));
        seen.add(text.getValue());
        language.set(Language.CHINESE);
        seen.add(text.getValue());

        assertEquals(List.of("", "1,204 records", "1,204 条记录"), seen);
    }

    @Test
    void timesAreWrittenAsTheLanguageWritesThem() {
        Sentence saved = Sentence.of("status.saved", LocalTime.of(14, 5));

        assertEquals(
                List.of("Last saved at 2:05 PM", "上次保存于 14:05", "Enregistré à 14:05"),
                Arrays.stream(Language.values())
                        .map(each -> Texts.in(each, saved).replace('\u202f', ' '))
                        .toList());
    }

    @Test
    void allLanguagesSayTheSameThings() throws Exception {
        for (String bundle : bundles()) {
            Properties english = read(bundle, Language.ENGLISH);
            for (Language other : Language.values()) {
                Properties translated = read(bundle, other);

                assertEquals(keys(english), keys(translated), bundle + " " + other);
                for (String key : keys(english)) {
                    assertTrue(key.startsWith(bundle + "."), key);
                    assertEquals(
                            placeholders(english.getProperty(key)),
                            placeholders(translated.getProperty(key)),
                            key + " " + other);
                }
            }
        }
    }

    /** A straight one is a quote of {@link MessageFormat}, and swallows what follows. */
    @Test
    void apostrophesAreTypographic() throws Exception {
        for (String bundle : bundles()) {
            for (Language each : Language.values()) {
                read(bundle, each)
                        .forEach((key, text) -> assertTrue(
                                text.toString()
                                                .replace("'{'", "")
                                                .replace("'}'", "")
                                                .indexOf('\'')
                                        < 0,
                                key + ": " + text));
            }
        }
    }

    private static Set<String> bundles() throws Exception {
        Path folder =
                Path.of(Texts.class.getResource("frame_en.properties").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".properties"))
                    .map(name -> name.substring(0, name.indexOf('_')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Properties read(String bundle, Language language) throws Exception {
        Properties texts = new Properties();
        String name = bundle + "_" + language.code() + ".properties";
        try (Reader reader =
                Files.newBufferedReader(Path.of(Texts.class.getResource(name).toURI()))) {
            texts.load(reader);
        }
        return texts;
    }

    private static Set<String> keys(Properties texts) {
        return new TreeSet<>(texts.stringPropertyNames());
    }

    /** Which arguments a pattern uses. */
    private static Set<Integer> placeholders(String pattern) {
        Set<Integer> used = new TreeSet<>();
        for (int argument = 0; argument < 10; argument++) {
            Object[] marks = new Object[10];
            Arrays.fill(marks, 5);
            String before = new MessageFormat(pattern).format(marks);
            marks[argument] = 7;
            if (!before.equals(new MessageFormat(pattern).format(marks))) {
                used.add(argument);
            }
        }
        return used;
    }
}
