/** The editor of forms; read {@link org.skerry.slave.ui.forms.FormEditorViewModel} first. */
@NullMarked
package org.skerry.slave.ui.forms;

import org.jspecify.annotations.NullMarked;
