package org.skerry.jio;

/** What a storage can do: jIO's capacities of {@code allDocs}, and one of our own. */
public enum Capacity {
    LIST,
    QUERY,
    SORT,
    LIMIT,
    SELECT,
    INCLUDE,
    /** What records were before is kept: {@link Storage#history} and what belongs to it. */
    HISTORY
}
