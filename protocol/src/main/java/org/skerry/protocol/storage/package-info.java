/** A storage at a distance: {@code PeerStorage} asks, {@code StorageService} answers. */
@NullMarked
package org.skerry.protocol.storage;

import org.jspecify.annotations.NullMarked;
