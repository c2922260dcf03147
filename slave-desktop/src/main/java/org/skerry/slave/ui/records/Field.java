package org.skerry.slave.ui.records;

/**
 * A field as a sample of records knows it.
 *
 * @param records how many of the sample have it
 * @param isNumber whether it holds nothing but numbers
 * @param length of its values as text, in Latin letters; few are longer
 * @param mayRepeat whether its values are short and come again, so that counting them may be of use
 */
public record Field(String name, int records, boolean isNumber, int length, boolean mayRepeat) {}
