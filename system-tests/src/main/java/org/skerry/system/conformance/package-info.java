/**
 * Runs the jIO conformance corpus against our own parser, evaluator and storages; read
 * {@link org.skerry.system.conformance.Corpus} first.
 */
@NullMarked
package org.skerry.system.conformance;

import org.jspecify.annotations.NullMarked;
