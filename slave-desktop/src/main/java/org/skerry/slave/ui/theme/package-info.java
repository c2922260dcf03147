/** How the window looks; read {@link org.skerry.slave.ui.theme.ThemeSwitch} first. */
@NullMarked
package org.skerry.slave.ui.theme;

import org.jspecify.annotations.NullMarked;
