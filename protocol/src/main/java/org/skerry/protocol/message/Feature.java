package org.skerry.protocol.message;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What both peers must announce in their {@link Message.Hello} before either uses it; the order is that of the wire. */
public enum Feature {
    /** Messages beyond one frame, cut into binary frames. */
    FRAGMENTS,
    /** Ping and pong. */
    HEARTBEAT,
    /** A caller may give up a call. */
    CANCEL,
    /** Several messages in one text frame, as a JSON array. */
    BATCH,
    /** A call may say how long its caller waits. */
    DEADLINE,
    /** A write may carry a key that makes it repeatable. */
    WRITE_KEY,
    /** A write may say what it expects to find. */
    EXPECTED,
    /** The master may tell what it was not asked. */
    NOTICE,
    /** The master tells that records have changed. */
    CHANGED,
    /** People sign in and out. */
    PEOPLE,
    /** Admins say from their PCs what PCs and people may do. */
    ADMIN,
    /** What records were before can be read and restored. */
    HISTORY,
    /** Attachments of any size, over a channel of their own. */
    ATTACHMENTS,
    /** The changes after a sequence, page by page. */
    CHANGES,
    /** Queries whose answer is kept up to date by notices. */
    LIVE;

    /** The feature's name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of some features, in the order of the wire. */
    public static Set<String> words(Collection<Feature> features) {
        Set<String> words = new LinkedHashSet<>();
        for (Feature feature : values()) {
            if (features.contains(feature)) {
                words.add(feature.word());
            }
        }
        return words;
    }

    /** The features among some words; words that mean nothing here are left out. */
    public static Set<Feature> named(Collection<String> words) {
        EnumSet<Feature> features = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (words.contains(feature.word())) {
                features.add(feature);
            }
        }
        return features;
    }
}
