package org.skerry.slave.ui.records;

/**
 * A field as a sample of records knows it.
 *
 * @param records how many of the sample have it
 * @param isNumber whether it holds nothing but numbers
 * @param isAmount whether these are numbers that people count or measure with; others have digits only, as codes and years
 * @param length of its values as text, in Latin letters; few are longer
 * @param mayRepeat whether its values are short and come again, so that counting them may be of use
 */
public record Field(String name, int records, boolean isNumber, boolean isAmount, int length, boolean mayRepeat) {}
