package org.skerry.jio.query;

import org.jspecify.annotations.Nullable;
import org.skerry.jio.RecordId;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record of an {@link Answer}.
 *
 * @param value the selected fields, {@code {}} where none were asked for
 * @param doc the whole record where {@code include_docs} asked for it, else null
 */
public record Row(RecordId id, ObjectNode value, @Nullable ObjectNode doc) {}
