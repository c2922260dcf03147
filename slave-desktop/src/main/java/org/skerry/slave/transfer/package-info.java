/** Many records between a file and a storage; read {@link org.skerry.slave.transfer.Importer} first. */
@NullMarked
package org.skerry.slave.transfer;

import org.jspecify.annotations.NullMarked;
