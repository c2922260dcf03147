package org.skerry.slave.transfer;

/**
 * A row that was not imported.
 *
 * @param number its line or place, from 1
 * @param column empty where it concerns the whole row
 * @param reason one plain sentence
 */
public record RowError(long number, String column, String reason) {}
