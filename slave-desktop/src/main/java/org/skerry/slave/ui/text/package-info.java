/** What the window says, in the user's language; read {@link org.skerry.slave.ui.text.Texts} first. */
@NullMarked
package org.skerry.slave.ui.text;

import org.jspecify.annotations.NullMarked;
