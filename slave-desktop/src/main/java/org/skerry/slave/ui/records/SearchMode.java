package org.skerry.slave.ui.records;

/** How the search line is read. */
public enum SearchMode {
    /** As it looks. */
    BY_ITSELF,
    /** As words, whatever is in it. */
    WORDS,
    /** As a query in jIO's language. */
    QUERY
}
