package org.skerry.master.backup;

import java.util.regex.Pattern;

/** How the files in a backup are called. */
final class Parts {

    static final String READ_ME = "READ-ME.txt";
    static final String HEAD = "backup.json";
    static final String IDENTITY = "identity.sealed";
    static final String RECORDS = "records.sqlite";
    static final String SEALED_RECORDS = "records.sealed";
    static final String DAMAGES = "DAMAGES.txt";
    static final String SUMS = "SHA256SUMS";

    private static final Pattern OUTER =
            Pattern.compile("READ-ME\\.txt|backup\\.json|identity\\.sealed|records\\.sealed");
    private static final Pattern INNER =
            Pattern.compile("records\\.sqlite|DAMAGES\\.txt|SHA256SUMS|blobs/([0-9a-f]{2})/\\1[0-9a-f]{62}");

    private static final String CONTENTS = "blobs/";

    private Parts() {}

    static String content(String sha256) {
        return CONTENTS + sha256.substring(0, 2) + "/" + sha256;
    }

    /** The sentence for one that should be there. */
    static String missing(String sha256) {
        return "The content %s of an attachment is missing.".formatted(sha256);
    }

    static boolean isContent(String name) {
        return name.startsWith(CONTENTS);
    }

    /** The SHA-256 by which a content is called. */
    static String sha256(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Whether a backup may have such a file: nothing else is ever written to a disk. */
    static boolean isKnown(String name) {
        return OUTER.matcher(name).matches() || isInner(name);
    }

    /** Whether it may be among sealed records. */
    static boolean isInner(String name) {
        return INNER.matcher(name).matches();
    }
}
