package org.skerry.slave.ui.settings;

/**
 * A column that the user wants to see.
 *
 * @param field of the records
 * @param width in JavaFX's pixels
 */
public record TableColumnSetting(String field, double width) {}
