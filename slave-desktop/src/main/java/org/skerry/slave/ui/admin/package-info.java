/** PCs and people, for admins; read {@link org.skerry.slave.ui.admin.AdminViewModel} first. */
@NullMarked
package org.skerry.slave.ui.admin;

import org.jspecify.annotations.NullMarked;
