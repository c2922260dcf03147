/** Being a service of the system: tells it how the master is, and no longer that it is well when it is not; read {@link
 * org.skerry.master.service.Watchdog} first. */
@NullMarked
package org.skerry.master.service;

import org.jspecify.annotations.NullMarked;
