/** What a master and its slaves keep through crashes, crowds and cut links; read {@link CrashTest} first. */
@NullMarked
package org.skerry.system.reliability;

import org.jspecify.annotations.NullMarked;
