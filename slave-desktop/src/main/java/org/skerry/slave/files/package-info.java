/**
 * Records in files: CSV, JSON, JSON lines, packed by gzip or not; read {@link org.skerry.slave.files.RecordSource} first.
 */
@NullMarked
package org.skerry.slave.files;

import org.jspecify.annotations.NullMarked;
