/**
 * The index of a {@link org.skerry.jio.local.LocalStorage}: a follower of its change feed that answers queries as
 * {@link org.skerry.jio.query.QueryEvaluator} does, only faster. It holds nothing that could not be built again from the
 * records.
 *
 * <p>Open {@code RecordDocument} first (what is kept of a record), then {@code QueryTranslator} (how that answers a query),
 * then {@code IndexFollower} (how it keeps in step).
 */
@NullMarked
package org.skerry.jio.local.index;

import org.jspecify.annotations.NullMarked;
