package org.skerry.jio;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much history a storage keeps.
 *
 * @param versions how many versions that were replaced or removed
 * @param oldest when the first of them was replaced or removed; empty if there are none
 * @param kept how long they are kept; empty for ever
 */
public record HistoryStatus(long versions, Optional<Instant> oldest, Optional<Duration> kept) {}
