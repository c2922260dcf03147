package org.skerry.master.backup;

import java.util.ArrayList;
import java.util.List;

/** What was damaged in what was written, a plain sentence each; of very many, how many. One thread. */
final class Damages {

    /** Where there is more, the disk is gone; and a command is told all of them in one piece of a megabyte. */
    private static final int MAX_TOLD = 1_000;

    private final List<String> told = new ArrayList<>();
    private long more;

    void add(String sentence) {
        if (told.size() < MAX_TOLD) {
            told.add(sentence);
        } else {
            more++;
        }
    }

    void addAll(List<String> sentences) {
        sentences.forEach(this::add);
    }

    List<String> all() {
        List<String> all = new ArrayList<>(told);
        if (more > 0) {
            all.add("And %,d more.".formatted(more));
        }
        return all;
    }
}
