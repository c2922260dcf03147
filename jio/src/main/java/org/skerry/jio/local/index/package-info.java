/** The index of a local storage: the one door to Lucene; for full text read {@code LuceneWords} first. */
@NullMarked
package org.skerry.jio.local.index;

import org.jspecify.annotations.NullMarked;
