/**
 * Attachments of any size between two peers, over their channel for files: {@code AttachmentTransfers} asks,
 * {@code TransferService} serves, both by the {@code TransferLine} of a session.
 */
@NullMarked
package org.skerry.protocol.transfer;

import org.jspecify.annotations.NullMarked;
