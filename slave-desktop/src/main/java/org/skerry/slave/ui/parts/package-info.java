/** Small parts that several screens are built from, such as {@link org.skerry.slave.ui.parts.IconButton}. */
@NullMarked
package org.skerry.slave.ui.parts;

import org.jspecify.annotations.NullMarked;
