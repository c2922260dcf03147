/**
 * The proof that no record is lost: suites that crash, starve and damage a storage and compare what is left with what was
 * acknowledged. Start at {@link org.skerry.system.reliability.Script} (what writers do) and
 * {@link org.skerry.system.reliability.Inspection} (what must be true afterwards).
 */
@NullMarked
package org.skerry.system.reliability;

import org.jspecify.annotations.NullMarked;
