/** The bar that tells how we stand with the master; read {@link org.skerry.slave.ui.status.StatusViewModel} first. */
@NullMarked
package org.skerry.slave.ui.status;

import org.jspecify.annotations.NullMarked;
