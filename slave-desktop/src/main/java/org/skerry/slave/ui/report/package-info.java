/** What happens when something fails that nobody foresaw; read {@link org.skerry.slave.ui.report.ErrorReport} first. */
@NullMarked
package org.skerry.slave.ui.report;

import org.jspecify.annotations.NullMarked;
