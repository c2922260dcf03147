/** Forms: what the records of a type have to look like; read {@link org.skerry.master.forms.FormStorage} first. */
@NullMarked
package org.skerry.master.forms;

import org.jspecify.annotations.NullMarked;
