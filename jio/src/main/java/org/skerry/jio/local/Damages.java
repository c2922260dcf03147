package org.skerry.jio.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found damaged since the storage was opened, each told once in the log. Any thread. */
final class Damages {

    private static final Logger LOG = System.getLogger(Damages.class.getName());

    /** Where there are more, nobody reads them all. */
    private static final int MAX_KEPT = 1_000;

    /** By what is damaged; guarded by this. */
    private final Map<String, String> sentences = new LinkedHashMap<>();

    /** @param subject what is damaged, each time the same for the same */
    synchronized void add(String subject, String sentence) {
        if (sentences.size() < MAX_KEPT && sentences.putIfAbsent(subject, sentence) == null) {
            LOG.log(Level.WARNING, sentence);
        }
    }

    /** What is damaged, a plain sentence each, in the order in which it was found. */
    synchronized List<String> sentences() {
        return List.copyOf(sentences.values());
    }
}
