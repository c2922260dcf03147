/** What a visitor sees first; read {@link org.skerry.system.demo.Demo} first. */
@NullMarked
package org.skerry.system.demo;

import org.jspecify.annotations.NullMarked;
