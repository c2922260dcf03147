/** Queries that slaves follow: {@code LiveQueries} tells each what came in, went out, or changed. */
@NullMarked
package org.skerry.master.live;

import org.jspecify.annotations.NullMarked;
