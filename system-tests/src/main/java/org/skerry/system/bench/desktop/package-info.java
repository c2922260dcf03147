/** Whether the window is quick and small; read {@link org.skerry.system.bench.desktop.DesktopBench} first. */
@NullMarked
package org.skerry.system.bench.desktop;

import org.jspecify.annotations.NullMarked;
