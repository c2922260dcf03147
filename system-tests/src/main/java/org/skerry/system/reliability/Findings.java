package org.skerry.system.reliability;

import java.util.ArrayList;
import java.util.List;

/** What an inspection found wrong. Not thread-safe. */
final class Findings {

    /** So many are told in words; the rest are counted. */
    private static final int MAX_TOLD = 20;

    private int lost;
    private int doubled;
    private int wrong;
    private final List<String> told = new ArrayList<>();

    void lost(String sentence) {
        lost++;
        tell("lost: " + sentence);
    }

    void doubled(String sentence) {
        doubled++;
        tell("doubled: " + sentence);
    }

    void wrong(String sentence) {
        wrong++;
        tell("wrong: " + sentence);
    }

    private void tell(String sentence) {
        if (told.size() < MAX_TOLD) {
            told.add(sentence);
        }
    }

    int lost() {
        return lost;
    }

    int doubled() {
        return doubled;
    }

    int wrong() {
        return wrong;
    }

    List<String> told() {
        return List.copyOf(told);
    }

    /** The same, where each sentence says where it was. */
    Findings in(String place) {
        Findings there = new Findings();
        there.lost = lost;
        there.doubled = doubled;
        there.wrong = wrong;
        told.forEach(sentence -> there.told.add(place + ": " + sentence));
        return there;
    }

    void addAll(Findings more) {
        lost += more.lost;
        doubled += more.doubled;
        wrong += more.wrong;
        more.told.forEach(this::tell);
    }
}
