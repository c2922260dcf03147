/** Words on the data channel; read {@code Message} first. */
@NullMarked
package org.skerry.protocol.message;

import org.jspecify.annotations.NullMarked;
