package org.skerry.slave.ui.attach;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.parts.PngImage;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** The files of the open record, below its fields: one line each. */
public final class AttachmentsView extends VBox {

    /** A record may have a thousand; who wants to see them all says so. */
    private static final int MANY = 100;

    private final AttachmentsViewModel model;
    private final Texts texts;
    private final VBox rows = new VBox();
    private final Button attach;
    private boolean showsAll;

    public AttachmentsView(AttachmentsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("files");
        getStyleClass().add("files");
        attach = Controls.button("files-attach", texts.of("attach.attach"), this::choose);
        rows.getStyleClass().add("files-rows");
        rows.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        getChildren().addAll(head(), why(), failure(), none(), rows);
        model.files().subscribe(this::showRows);
        showRows();
        model.onSaveWanted(this::save);
    }

    /** Goes to the first file, else to the button that attaches some. */
    public void focus() {
        if (rows.getChildren().isEmpty()) {
            attach.requestFocus();
        } else {
            focusRow(0);
        }
    }

    /** Lets the user choose files to attach. */
    public void choose() {
        if (!model.canChange()) {
            model.attach(List.of()); // says why
            return;
        }
        Consumer<List<Path>> here = model.here(); // while one chooses, another record may be opened
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.now(Sentence.of("attach.choose")));
        Optional.ofNullable(chooser.showOpenMultipleDialog(getScene().getWindow()))
                .ifPresent(
                        chosen -> here.accept(chosen.stream().map(File::toPath).toList()));
    }

    /** Attaches what is in the clipboard, if that is files or a picture. */
    public void paste() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        if (clipboard.hasFiles()) {
            model.attach(clipboard.getFiles().stream().map(File::toPath).toList());
        } else if (clipboard.hasImage()) {
            Optional.ofNullable(clipboard.getImage())
                    .ifPresent(
                            image -> model.paste(texts.now(Sentence.of("attach.pasted")), () -> PngImage.bytes(image)));
        }
    }

    private Node head() {
        Label title = Controls.label("files-title", texts.of("attach.title"), Styles.TEXT_BOLD);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        attach.setGraphic(new FontIcon(Feather.PAPERCLIP));
        attach.getStyleClass().add(Styles.SMALL);
        attach.disableProperty().bind(model.hindrance().map(why -> !why.isEmpty()));
        attach.setVisible(model.mayChange());
        attach.setManaged(model.mayChange());
        HBox head = new HBox(title, space, attach);
        head.getStyleClass().add("files-head");
        return head;
    }

    private Node why() {
        Label label = Controls.label("files-why", texts.of(model.hindrance()), Styles.TEXT_MUTED);
        Controls.showIf(label, model.hindrance().map(why -> !why.isEmpty()));
        return label;
    }

    private Node failure() {
        return Controls.problem("files-failure", texts.of(model.failure()));
    }

    private Node none() {
        Label label = Controls.label(
                "files-none",
                texts.of(model.mayChange() ? "attach.none" : "attach.none.reader"),
                Styles.TEXT_MUTED,
                Styles.TEXT_SMALL);
        BooleanBinding isEmpty = Bindings.createBooleanBinding(
                () -> model.files().isEmpty()
                        && model.failure().get().isEmpty()
                        && model.hindrance().getValue().isEmpty(),
                model.files(),
                model.failure(),
                model.hindrance());
        Controls.showIf(label, isEmpty);
        return label;
    }

    private void showRows() {
        boolean hadFocus = rows.isFocusWithin();
        rows.getChildren().clear();
        int count =
                showsAll ? model.files().size() : Math.min(MANY, model.files().size());
        for (int i = 0; i < count; i++) {
            rows.getChildren().add(new FileRow(i, model.files().get(i), model, texts, this::save));
        }
        if (count < model.files().size()) {
            Button all = Controls.button(
                    "files-all", texts.of("attach.all", model.files().size()), () -> {
                        showsAll = true;
                        showRows();
                    });
            all.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
            rows.getChildren().add(all);
        }
        if (hadFocus) {
            focus();
        }
    }

    /** The keys of a list, over its lines. */
    private void press(KeyEvent key) {
        for (int i = 0; i < rows.getChildren().size(); i++) {
            if (rows.getChildren().get(i) instanceof FileRow row && row.isFocusWithin() && act(key.getCode(), row, i)) {
                key.consume();
            }
        }
    }

    private boolean act(KeyCode key, FileRow row, int index) {
        switch (key) {
            case DOWN -> focusRow(index + 1);
            case UP -> focusRow(index - 1);
            case DELETE -> model.remove(row.file());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void focusRow(int index) {
        int last = rows.getChildren().size() - 1;
        if (rows.getChildren().get(Math.clamp(index, 0, last)) instanceof FileRow row) {
            row.focusName();
        }
    }

    private void save(AttachedFile file) {
        saveFrom(file, model, texts, this);
    }

    /** Asks where a file is to be kept; the dialog asks before another one is replaced. */
    static void saveFrom(AttachedFile file, AttachmentsViewModel model, Texts texts, Node at) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.now(Sentence.of("attach.save")));
        chooser.setInitialFileName(file.safeName());
        Optional.ofNullable(chooser.showSaveDialog(at.getScene().getWindow()))
                .ifPresent(target -> model.save(file, target.toPath()));
    }
}
