package org.skerry.slave.ui.attach;

import atlantafx.base.theme.Styles;
import java.nio.IntBuffer;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.attach.PreviewViewModel.Content;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** One file, in the place of the records: a picture, a text, or what there is to say about it. */
public final class PreviewView extends BorderPane {

    private final AttachmentsViewModel files;
    private final PreviewViewModel model;
    private final Texts texts;
    private final StackPane middle = new StackPane();

    public PreviewView(AttachmentsViewModel files, PreviewViewModel model, Texts texts) {
        this.files = files;
        this.model = model;
        this.texts = texts;
        setId("preview");
        getStyleClass().add("unsent");
        setTop(top());
        middle.setId("preview-middle");
        middle.getStyleClass().add("preview-middle");
        middle.setMinSize(0, 0);
        middle.setFocusTraversable(true);
        middle.accessibleTextProperty().bind(model.file().map(AttachedFile::shownName));
        setCenter(middle);
        setBottom(footer());
        addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        model.content().subscribe(this::show);
    }

    /** Makes the keys work that belong to this screen, instead of those of the one before. */
    public void install(Scene scene) {
        Shortcut.OF_RECORDS.forEach(key -> key.uninstall(scene));
        Shortcut.CLOSE.install(scene, model::close);
        Shortcut.REFRESH.install(scene, model::look);
    }

    public void focus() {
        middle.requestFocus();
    }

    private Node top() {
        Label title = new Label();
        title.setId("preview-title");
        title.textProperty().bind(model.file().map(AttachedFile::shownName));
        title.getStyleClass().addAll(Styles.TITLE_4, "data");
        title.setMinWidth(0);
        Label what = new Label();
        what.setId("preview-what");
        what.textProperty()
                .bind(texts.of(model.file()
                        .map(file -> Sentence.of(
                                "attach.what",
                                file.kind().word(),
                                Amount.bytes(file.info().size())))));
        what.getStyleClass().addAll(Styles.TEXT_MUTED, "data");
        VBox names = new VBox(title, what);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        HBox heading = new HBox(names);
        if (model.hasOthers()) {
            heading.getChildren()
                    .addAll(
                            new IconButton(
                                    "preview-previous",
                                    Feather.CHEVRON_LEFT,
                                    texts.of("attach.previous"),
                                    model::previous),
                            new IconButton(
                                    "preview-next", Feather.CHEVRON_RIGHT, texts.of("attach.next"), model::next));
        }
        heading.getChildren().add(new IconButton("preview-close", Feather.X, texts.of("attach.close"), model::close));
        heading.getStyleClass().addAll("entry-heading", "unsent-part");
        return heading;
    }

    private Node footer() {
        Button open = Controls.button("preview-open", texts.of("attach.openIt"), model::open);
        Button save = Controls.button(
                "preview-save",
                texts.of("attach.saveItAs"),
                () -> AttachmentsView.saveFrom(model.file().get(), files, texts, this));
        open.disableProperty().bind(files.hindrance().map(why -> !why.isEmpty()));
        save.disableProperty().bind(open.disableProperty());
        Label why = Controls.label("preview-why", texts.of(files.hindrance()), Styles.TEXT_MUTED);
        why.setMaxWidth(Double.MAX_VALUE);
        why.setMinWidth(0);
        HBox.setHgrow(why, Priority.ALWAYS);
        HBox buttons = new HBox(why, save, open);
        buttons.getStyleClass().addAll("buttons", "unsent-part");
        return buttons;
    }

    private void press(KeyEvent key) {
        boolean isInText = key.getTarget() instanceof TextArea;
        if (key.getCode() == KeyCode.LEFT && !isInText) {
            model.previous();
        } else if (key.getCode() == KeyCode.RIGHT && !isInText) {
            model.next();
        } else if (key.getCode() == KeyCode.ESCAPE) { // a text would take it for itself
            model.close();
        } else {
            return;
        }
        key.consume();
    }

    private void show(Content content) {
        middle.getChildren()
                .setAll(
                        switch (content) {
                            case Content.Coming() -> coming();
                            case Content.Text(String text, boolean isCut) -> text(text, isCut);
                            case Content.Shown(Picture picture) -> picture(picture);
                            case Content.Large(Sentence size) ->
                                message(
                                        Sentence.of("attach.preview.large", size),
                                        "attach.preview.fetch",
                                        model::fetch);
                            case Content.Nothing(Sentence why, boolean mayRepeat)
                            when mayRepeat -> message(why, "attach.again", model::look);
                            case Content.Nothing(Sentence why, boolean isFinal) -> new VBox(said(why));
                        });
    }

    private Node coming() {
        ProgressBar bar = new ProgressBar();
        bar.setId("preview-bar");
        bar.progressProperty().bind(model.fraction());
        bar.accessibleTextProperty().bind(texts.of("attach.begins"));
        return new VBox(bar);
    }

    private Node text(String text, boolean isCut) {
        TextArea area = new TextArea(text);
        area.setId("preview-text");
        area.setEditable(false);
        area.setWrapText(true);
        area.accessibleTextProperty().bind(model.file().map(AttachedFile::shownName));
        VBox.setVgrow(area, Priority.ALWAYS);
        Label cut = Controls.label("preview-cut", texts.of("attach.preview.cut"), Styles.TEXT_MUTED);
        cut.setVisible(isCut);
        cut.setManaged(isCut);
        VBox box = new VBox(area, cut);
        box.getStyleClass().add("preview-text");
        return box;
    }

    /** As large as there is room, and not larger than it is. */
    private Node picture(Picture picture) {
        ImageView view = new ImageView(image(picture));
        view.setId("preview-picture");
        view.setPreserveRatio(true);
        view.setSmooth(true);
        view.fitWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.min(picture.fullWidth(), Math.max(1, middle.getWidth())), middle.widthProperty()));
        view.fitHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.min(picture.fullHeight(), Math.max(1, middle.getHeight())),
                        middle.heightProperty()));
        view.accessibleTextProperty().bind(model.file().map(AttachedFile::shownName));
        view.setManaged(true);
        return view;
    }

    private static Image image(Picture picture) {
        WritableImage image = new WritableImage(picture.width(), picture.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        picture.width(),
                        picture.height(),
                        PixelFormat.getIntArgbInstance(),
                        IntBuffer.wrap(picture.argb()),
                        picture.width());
        return image;
    }

    private Node message(Sentence text, String button, Runnable action) {
        VBox box = new VBox(said(text), Controls.button("preview-act", texts.of(button), action));
        return box;
    }

    private Label said(Sentence text) {
        Label label = Controls.label(
                "preview-message", texts.of(text.key(), text.arguments().toArray()), Styles.TEXT_MUTED);
        label.setGraphic(new FontIcon(FileIcons.of(model.file().get().kind())));
        return label;
    }
}
