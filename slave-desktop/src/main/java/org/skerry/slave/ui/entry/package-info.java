/** The form of one record; read {@link org.skerry.slave.ui.entry.EntryViewModel} first. */
@NullMarked
package org.skerry.slave.ui.entry;

import org.jspecify.annotations.NullMarked;
