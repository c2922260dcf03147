/** How programs are started as the launcher starts them; {@link org.skerry.system.launch.WindowProgram} is the only one. */
@NullMarked
package org.skerry.system.launch;

import org.jspecify.annotations.NullMarked;
