package org.skerry.slave.ui.settings;

/** Where the window was, in JavaFX's pixels. */
public record WindowPlace(double x, double y, double width, double height, boolean isMaximized) {}
