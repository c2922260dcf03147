/** The keys that do something; read {@link org.skerry.slave.ui.help.Shortcut} first. */
@NullMarked
package org.skerry.slave.ui.help;

import org.jspecify.annotations.NullMarked;
