/** Tests of the benchmark of queries. */
@NullMarked
package org.skerry.system.bench.query;

import org.jspecify.annotations.NullMarked;
