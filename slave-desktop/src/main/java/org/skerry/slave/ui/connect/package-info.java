/** The screen that joins a master; read {@link org.skerry.slave.ui.connect.ConnectViewModel} first. */
@NullMarked
package org.skerry.slave.ui.connect;

import org.jspecify.annotations.NullMarked;
