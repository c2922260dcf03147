/**
 * Attachments of any size between two peers, over their channel for files: {@code AttachmentTransfers} asks, {@code TransferService}
 * serves, both by a {@code TransferLine}.
 */
@NullMarked
package org.skerry.protocol.transfer;

import org.jspecify.annotations.NullMarked;
