/** What Skerry is; read {@link org.skerry.slave.ui.about.AboutView} first. */
@NullMarked
package org.skerry.slave.ui.about;

import org.jspecify.annotations.NullMarked;
