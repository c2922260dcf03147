/** The daemon: start, wire, stop, and the command line; read {@link org.skerry.master.Master} first. */
@NullMarked
package org.skerry.master;

import org.jspecify.annotations.NullMarked;
