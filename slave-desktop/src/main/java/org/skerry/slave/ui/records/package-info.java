/** Types, table and search of the master's records; read {@link org.skerry.slave.ui.records.RecordsViewModel} first. */
@NullMarked
package org.skerry.slave.ui.records;

import org.jspecify.annotations.NullMarked;
