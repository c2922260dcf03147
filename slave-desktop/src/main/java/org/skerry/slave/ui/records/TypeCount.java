package org.skerry.slave.ui.records;

/** How many records there are of a type. */
public record TypeCount(TypeChoice type, long count) {}
