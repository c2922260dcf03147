/** What Skerry is: which release, under which licences; read {@link org.skerry.protocol.about.Release} first. */
@NullMarked
package org.skerry.protocol.about;

import org.jspecify.annotations.NullMarked;
