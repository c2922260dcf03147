/** The screen on which people work; read {@link org.skerry.slave.ui.work.WorkViewModel} first. */
@NullMarked
package org.skerry.slave.ui.work;

import org.jspecify.annotations.NullMarked;
