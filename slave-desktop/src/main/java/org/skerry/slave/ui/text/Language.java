package org.skerry.slave.ui.text;

import java.util.Locale;
import java.util.Optional;

/** A language that the window speaks. */
public enum Language {
    ENGLISH("en", "English", Locale.ENGLISH),
    CHINESE("zh", "中文", Locale.SIMPLIFIED_CHINESE),
    FRENCH("fr", "Français", Locale.FRENCH);

    private final String code;
    private final String ownName;
    private final Locale locale;

    Language(String code, String ownName, Locale locale) {
        this.code = code;
        this.ownName = ownName;
        this.locale = locale;
    }

    /** As in ISO 639. */
    public String code() {
        return code;
    }

    /** What those who speak it call it. */
    public String ownName() {
        return ownName;
    }

    /** For numbers, dates and sorting. */
    public Locale locale() {
        return locale;
    }

    public static Optional<Language> of(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** That of the system, English where it is none of ours. */
    public static Language ofSystem() {
        return of(Locale.getDefault(Locale.Category.DISPLAY).getLanguage()).orElse(ENGLISH);
    }
}
