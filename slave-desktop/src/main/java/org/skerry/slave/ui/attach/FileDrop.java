package org.skerry.slave.ui.attach;

import java.io.File;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** Takes files that are dropped anywhere on a record, and shows where while they are dragged over it. */
public final class FileDrop extends Label {

    private static final double INSET = 8;

    private final AttachmentsViewModel model;
    private final ReadOnlyObjectWrapper<Sentence> said = new ReadOnlyObjectWrapper<>(Sentence.NONE);

    private FileDrop(AttachmentsViewModel model, Texts texts) {
        this.model = model;
        setId("files-drop");
        getStyleClass().addAll("files-drop", "data");
        textProperty().bind(texts.of(said));
        setGraphic(new FontIcon(Feather.PAPERCLIP));
        setWrapText(true);
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
    }

    /** Makes a pane take files. */
    public static FileDrop install(Pane record, AttachmentsViewModel model, Texts texts) {
        FileDrop drop = new FileDrop(model, texts);
        record.getChildren().add(drop);
        record.layoutBoundsProperty()
                .subscribe(bounds -> drop.resizeRelocate(
                        INSET,
                        INSET,
                        Math.max(0, bounds.getWidth() - 2 * INSET),
                        Math.max(0, bounds.getHeight() - 2 * INSET)));
        record.addEventFilter(DragEvent.DRAG_OVER, drop::over);
        record.addEventHandler(DragEvent.DRAG_EXITED, drag -> drop.setVisible(false));
        record.addEventFilter(DragEvent.DRAG_DROPPED, drop::dropped);
        return drop;
    }

    private void over(DragEvent drag) {
        if (drag.getDragboard().hasFiles()) {
            show(drag.getDragboard().getFiles().size());
            if (model.canChange()) {
                drag.acceptTransferModes(TransferMode.COPY);
            }
            drag.consume();
        }
    }

    private void dropped(DragEvent drag) {
        if (drag.getDragboard().hasFiles()) {
            drop(drag.getDragboard().getFiles());
            drag.setDropCompleted(true);
            drag.consume();
        }
    }

    /** Files are over the record. */
    void show(int count) {
        Sentence why = model.hindrance().getValue();
        said.set(
                model.canChange()
                        ? Sentence.of("attach.drop", count)
                        : why.isEmpty() ? Sentence.of("attach.failed.forbidden") : why);
        setVisible(true);
    }

    /** They are let go there. */
    void drop(List<File> files) {
        setVisible(false);
        model.attach(files.stream().map(File::toPath).toList());
    }
}
