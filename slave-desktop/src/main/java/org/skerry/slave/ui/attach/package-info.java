/** Files that belong to records; read {@link org.skerry.slave.ui.attach.AttachmentsViewModel} first. */
@NullMarked
package org.skerry.slave.ui.attach;

import org.jspecify.annotations.NullMarked;
