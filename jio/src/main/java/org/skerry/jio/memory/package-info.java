/** A storage in memory: the reference for the others, and the double in tests. */
@NullMarked
package org.skerry.jio.memory;

import org.jspecify.annotations.NullMarked;
