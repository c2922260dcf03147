/** What an admin tells the master to do with PCs and people; read {@link org.skerry.slave.admin.Administration} first. */
@NullMarked
package org.skerry.slave.admin;

import org.jspecify.annotations.NullMarked;
