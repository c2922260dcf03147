/** Strangers and attackers against a master in another process, over real WebRTC. */
@NullMarked
package org.skerry.system.security;

import org.jspecify.annotations.NullMarked;
