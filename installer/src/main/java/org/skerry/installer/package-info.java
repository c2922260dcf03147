/** Tells what is in a package; start with {@link Notices}. */
@NullMarked
package org.skerry.installer;

import org.jspecify.annotations.NullMarked;
