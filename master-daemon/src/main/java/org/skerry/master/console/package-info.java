/** How is the master: status for people on the same machine; read {@link org.skerry.master.console.ControlSocket} first. */
@NullMarked
package org.skerry.master.console;

import org.jspecify.annotations.NullMarked;
