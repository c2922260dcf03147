package org.skerry.slave.ui.records;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/** Parts of a text side by side; what has no room is cut with an ellipsis, as a label does with a plain text. */
final class CutLine extends Region {

    private final HBox parts = new HBox();
    private final Text ellipsis = new Text("…");
    private final Rectangle visible = new Rectangle();
    private Pos alignment = Pos.CENTER_LEFT;

    CutLine() {
        parts.setFillHeight(false);
        parts.setManaged(false);
        parts.setClip(visible);
        ellipsis.getStyleClass().add("hit-text");
        ellipsis.setManaged(false);
        setMinWidth(0);
        getChildren().addAll(parts, ellipsis);
    }

    void show(List<? extends Node> shown, Pos aligned) {
        alignment = aligned;
        parts.getChildren().setAll(shown);
        requestLayout();
    }

    boolean isCut() {
        return ellipsis.isVisible();
    }

    @Override
    protected double computePrefWidth(double height) {
        return parts.prefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return parts.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double wanted = parts.prefWidth(-1);
        double height = parts.prefHeight(-1);
        boolean isCut = wanted > Math.ceil(getWidth());
        double room =
                isCut ? Math.max(0, getWidth() - ellipsis.getLayoutBounds().getWidth()) : getWidth();
        double from = !isCut && alignment == Pos.CENTER_RIGHT ? room - wanted : 0;
        parts.resizeRelocate(from, (getHeight() - height) / 2, wanted, height);
        visible.setWidth(isCut ? room : wanted);
        visible.setHeight(height);
        ellipsis.setVisible(isCut);
        ellipsis.setLayoutX(room);
        ellipsis.setLayoutY(parts.getLayoutY() + parts.getBaselineOffset());
    }
}
