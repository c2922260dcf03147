/**
 * What records were: the history of one, and those that were removed. Read {@link org.skerry.slave.ui.history.HistoryViewModel}
 * first.
 */
@NullMarked
package org.skerry.slave.ui.history;

import org.jspecify.annotations.NullMarked;
