package org.skerry.jio.local.index;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.util.BytesRef;
import org.skerry.jio.JsonText;

/**
 * The names of records' fields that have Lucene fields of their own. The first {@link #MAX_OWN} have: Lucene suffers from
 * thousands of fields. Of the others the index only knows which records have them, and the evaluator does the rest.
 *
 * <p>Whether a name is own is settled when the first record with it is indexed, and stays. May be used by any thread.
 */
final class FieldNames {

    static final int MAX_OWN = 1_000;

    private static final int MAX_NAME_LENGTH = 128;

    private static final String VALUES = "v:";
    private static final String SORT = "s:";
    private static final String NUMBER = "n:";
    private static final String GRAMS = "g:";
    private static final String LONG_TEXTS = "l:";

    private final Set<String> own = ConcurrentHashMap.newKeySet();

    /** Volatile: set once by whichever indexing thread fills the names, kept in the index's commits. */
    private volatile boolean isFull;

    /** @param isFull whether names were refused before: then new ones stay refused */
    FieldNames(IndexReader reader, boolean isFull) {
        for (FieldInfo info : FieldInfos.getMergedFieldInfos(reader)) {
            if (info.name.startsWith(SORT)) {
                own.add(info.name.substring(SORT.length()));
            }
        }
        this.isFull = isFull;
    }

    boolean isFull() {
        return isFull;
    }

    boolean isOwn(String name) {
        return own.contains(name);
    }

    Set<String> all() {
        return Set.copyOf(own);
    }

    /** Makes a name own if there is still room. */
    boolean makeOwn(String name) {
        if (own.contains(name)) {
            return true;
        }
        if (name.length() > MAX_NAME_LENGTH || !JsonText.isWellFormed(name)) {
            return false;
        }
        synchronized (own) {
            if (!isFull && own.size() < MAX_OWN) {
                return own.add(name) || own.contains(name);
            }
            isFull = true;
            return own.contains(name);
        }
    }

    static String values(String name) {
        return VALUES + name;
    }

    static String sort(String name) {
        return SORT + name;
    }

    static String number(String name) {
        return NUMBER + name;
    }

    static String grams(String name) {
        return GRAMS + name;
    }

    static String longTexts(String name) {
        return LONG_TEXTS + name;
    }

    /** Any name as a term: of a long one the hash. */
    static BytesRef term(int tag, String name) {
        Utf16Bytes bytes = new Utf16Bytes().tag(tag);
        return (name.length() > MAX_NAME_LENGTH
                        ? bytes.add(ValueTerm.sha256(name))
                        : bytes.add(name).end())
                .ref();
    }
}
