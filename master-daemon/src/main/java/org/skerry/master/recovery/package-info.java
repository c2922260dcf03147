/**
 * The recovery code: what the identity of a master is encrypted to in backups, so that another PC can take its place. Open
 * {@link org.skerry.master.recovery.RecoveryKey} first; {@code docs/recovery.md} has its formats with a test vector.
 */
@NullMarked
package org.skerry.master.recovery;

import org.jspecify.annotations.NullMarked;
