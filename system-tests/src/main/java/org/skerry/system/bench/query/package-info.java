/**
 * How fast queries are answered; read {@link org.skerry.system.bench.query.QueryCommand} first, then {@code Questions}.
 *
 * <p>The classes called {@code Plain...} import Lucene, as nothing else outside of {@code jio} does: it is the yardstick.
 */
@NullMarked
package org.skerry.system.bench.query;

import org.jspecify.annotations.NullMarked;
