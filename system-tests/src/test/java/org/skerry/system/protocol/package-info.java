/**
 * A real master, in a process of its own, against clients that know nothing but {@code docs/protocol.md}: one test per
 * sentence. Read {@link org.skerry.system.protocol.SignallingTest} first.
 */
@NullMarked
package org.skerry.system.protocol;

import org.jspecify.annotations.NullMarked;
