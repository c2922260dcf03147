package org.skerry.master;

import java.util.List;

/** What is wrong in a settings file, one plain sentence each; the command ends with status 2 as for a wrong option. */
final class SettingsMistakes extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> sentences;

    SettingsMistakes(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
        this.sentences = List.copyOf(sentences);
    }

    List<String> sentences() {
        return sentences;
    }
}
