package org.skerry.jio;

import java.io.Serializable;

/**
 * What is wrong with one field of a record.
 *
 * @param field its name; inside a list or an object the names and places on the way to it, with slashes between
 * @param kind the JSON Schema keyword that it does not satisfy, such as {@code required} or {@code maximum}
 * @param expected what that keyword asks for, such as {@code number} or {@code 12}; "" where that is no plain value
 */
public record FieldProblem(String field, String kind, String expected) implements Serializable {}
