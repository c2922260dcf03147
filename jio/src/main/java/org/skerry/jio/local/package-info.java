/**
 * The durable storage: SQLite as the record log, attachments as files beside it; read {@code LocalStorage} first, then
 * {@code RecordLog} for how a write becomes durable.
 */
@NullMarked
package org.skerry.jio.local;

import org.jspecify.annotations.NullMarked;
