/** What is kept on this PC and not on the master; read {@link org.skerry.slave.ui.unsent.UnsentViewModel} first. */
@NullMarked
package org.skerry.slave.ui.unsent;

import org.jspecify.annotations.NullMarked;
