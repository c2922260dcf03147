package org.skerry.slave.ui.attach;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Texts;

/** One file: its name, which shows it; what it is; what can be done with it. */
final class FileRow extends HBox {

    private final AttachedFile file;
    private final Button name;

    FileRow(int index, AttachedFile file, AttachmentsViewModel model, Texts texts, Consumer<AttachedFile> save) {
        this.file = file;
        String id = "file-" + index;
        name = name(id, model, texts);
        getStyleClass().add("file-row");
        HBox.setHgrow(name, Priority.ALWAYS);
        ObservableValue<Boolean> isHindered = model.hindrance().map(why -> !why.isEmpty());
        Button open = button(
                id + "-open", Feather.EXTERNAL_LINK, texts.of("attach.open", file.shownName()), () -> model.open(file));
        Button keep = button(
                id + "-save", Feather.DOWNLOAD, texts.of("attach.saveAs", file.shownName()), () -> save.accept(file));
        open.disableProperty().bind(isHindered);
        keep.disableProperty().bind(isHindered);
        getChildren().addAll(name, open, keep);
        if (model.mayChange()) {
            Button remove = button(
                    id + "-remove",
                    Feather.TRASH_2,
                    texts.of("attach.remove", file.shownName()),
                    () -> model.remove(file));
            remove.disableProperty().bind(isHindered);
            getChildren().add(remove);
        }
    }

    private static Button button(String id, Feather icon, ObservableValue<String> text, Runnable action) {
        IconButton button = new IconButton(id, icon, text, action);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private Button name(String id, AttachmentsViewModel model, Texts texts) {
        Label title = new Label(file.shownName());
        title.setId(id + "-name");
        title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS); // its end says what it is
        title.getStyleClass().add("data");
        ObservableValue<String> said = texts.of(
                "attach.what", file.kind().word(), Amount.bytes(file.info().size()));
        Label what = new Label();
        what.setId(id + "-what");
        what.textProperty().bind(said);
        what.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "data");
        VBox lines = new VBox(title, what);
        HBox content = new HBox(new FontIcon(FileIcons.of(file.kind())), lines);
        content.getStyleClass().add("file-content");
        HBox.setHgrow(lines, Priority.ALWAYS);
        lines.setMinWidth(0);
        Button button = Controls.button(id, texts.of(""), () -> model.show(file));
        button.setGraphic(content);
        button.getStyleClass().addAll(Styles.FLAT, "file-name");
        button.setMinWidth(0);
        button.setMaxWidth(Double.MAX_VALUE);
        button.accessibleTextProperty()
                .bind(texts.of(
                        "attach.show",
                        file.shownName(),
                        file.kind().word(),
                        Amount.bytes(file.info().size())));
        Tooltip whole = new Tooltip(file.shownName());
        button.setTooltip(whole);
        return button;
    }

    AttachedFile file() {
        return file;
    }

    void focusName() {
        name.requestFocus();
    }
}
