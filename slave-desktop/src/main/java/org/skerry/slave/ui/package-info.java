/** The window, and the only JavaFX; read {@link org.skerry.slave.ui.SlaveApp} first. */
@NullMarked
package org.skerry.slave.ui;

import org.jspecify.annotations.NullMarked;
