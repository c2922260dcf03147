/** The window over real WebRTC, as its users meet it; read {@link org.skerry.system.desktop.DesktopTest} first. */
@NullMarked
package org.skerry.system.desktop;

import org.jspecify.annotations.NullMarked;
