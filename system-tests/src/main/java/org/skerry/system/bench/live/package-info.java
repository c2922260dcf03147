/** {@code skerry bench live}: {@code LiveBench} measures how soon slaves hear what happens to the queries they follow. */
@NullMarked
package org.skerry.system.bench.live;

import org.jspecify.annotations.NullMarked;
