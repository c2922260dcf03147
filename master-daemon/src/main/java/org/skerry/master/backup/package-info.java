/**
 * Backups: a file with everything that a master keeps, made while it works, looked through, and turned into a master again.
 * Open {@link org.skerry.master.backup.BackupWriter} first; {@code docs/decisions/0021-backup.md} has the format.
 */
@NullMarked
package org.skerry.master.backup;

import org.jspecify.annotations.NullMarked;
