/** The benchmarks; read {@link org.skerry.system.bench.Bench} first, then one of those that implement it. */
@NullMarked
package org.skerry.system.bench;

import org.jspecify.annotations.NullMarked;
