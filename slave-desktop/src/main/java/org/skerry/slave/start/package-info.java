/** One window for each data folder; read {@link org.skerry.slave.start.StartSocket} first. */
@NullMarked
package org.skerry.slave.start;

import org.jspecify.annotations.NullMarked;
