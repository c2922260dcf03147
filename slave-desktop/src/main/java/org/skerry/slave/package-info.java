/** The slave: starting, wiring, the command line; read {@link org.skerry.slave.SlaveMain} first. */
@NullMarked
package org.skerry.slave;

import org.jspecify.annotations.NullMarked;
