/**
 * What was asked: jIO's query language, its parser, writer and evaluator; read {@link org.skerry.jio.query.Query} first.
 */
@NullMarked
package org.skerry.jio.query;

import org.jspecify.annotations.NullMarked;
