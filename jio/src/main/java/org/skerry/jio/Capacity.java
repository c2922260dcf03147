package org.skerry.jio;

/** What {@code allDocs} of a storage can do: jIO's capacities. */
public enum Capacity {
    LIST,
    QUERY,
    SORT,
    LIMIT,
    SELECT,
    INCLUDE
}
