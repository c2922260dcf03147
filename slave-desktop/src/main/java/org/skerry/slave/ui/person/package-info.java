/** Who sits at the PC: signs in and out. Open {@link org.skerry.slave.ui.person.SignInViewModel} first. */
@NullMarked
package org.skerry.slave.ui.person;

import org.jspecify.annotations.NullMarked;
