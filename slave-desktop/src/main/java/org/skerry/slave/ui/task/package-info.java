/** Work beside the JavaFX thread; read {@link org.skerry.slave.ui.task.UiTasks} first. */
@NullMarked
package org.skerry.slave.ui.task;

import org.jspecify.annotations.NullMarked;
