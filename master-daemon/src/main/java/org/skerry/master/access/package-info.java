/**
 * Who may come in, and what they may do. Open {@link org.skerry.master.access.Gate} first: it answers a slave's first words;
 * then {@link org.skerry.master.access.KnownSlaves}, the paired ones, and {@link org.skerry.master.access.PairingDesk}, the
 * codes for new ones; {@link org.skerry.master.access.People}, who signs in at them, and
 * {@link org.skerry.master.access.SlaveAccess}, what a connected one may do.
 */
@NullMarked
package org.skerry.master.access;

import org.jspecify.annotations.NullMarked;
