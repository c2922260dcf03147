/** The command line of the tools around both programs; {@link org.skerry.system.SystemMain} starts them. */
@NullMarked
package org.skerry.system;

import org.jspecify.annotations.NullMarked;
