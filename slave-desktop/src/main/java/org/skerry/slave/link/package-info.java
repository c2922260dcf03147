/** Being connected to a master, over time; read {@link org.skerry.slave.link.MasterLink} first. */
@NullMarked
package org.skerry.slave.link;

import org.jspecify.annotations.NullMarked;
