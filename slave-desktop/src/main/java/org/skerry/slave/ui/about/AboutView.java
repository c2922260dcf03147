package org.skerry.slave.ui.about;

import atlantafx.base.theme.Styles;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.parts.Copying;
import org.skerry.slave.ui.parts.WindowIcon;
import org.skerry.slave.ui.report.SystemReport;
import org.skerry.slave.ui.text.Texts;

/** What Skerry is: its icon, the release, one sentence, its parts and their licences. */
public final class AboutView extends VBox {

    private static final double ICON = 72;

    public AboutView(AboutViewModel model, Texts texts) {
        setId("about");
        getStyleClass().add("about");
        ImageView icon = new ImageView(WindowIcon.large());
        icon.setFitWidth(ICON);
        icon.setFitHeight(ICON);
        icon.setSmooth(true);
        VBox release = new VBox(
                Controls.label("about-title", new SimpleStringProperty("Skerry"), Styles.TITLE_3),
                Controls.label("about-version", texts.of(new SimpleObjectProperty<>(model.version()))),
                Controls.label("about-build", texts.of(new SimpleObjectProperty<>(model.build())), Styles.TEXT_MUTED));
        HBox head = new HBox(icon, release);
        head.getStyleClass().add("about-head");
        Label what = Controls.label("about-what", texts.of("about.what"));
        Label licence = Controls.label("about-licence", texts.of("about.licence"));
        ListView<String> parts = new ListView<>(model.parts()); // a text area would take half a second for all licences
        parts.setId("about-parts");
        parts.setCellFactory(list -> new Line());
        Label title = Controls.label("about-parts-title", texts.of("about.parts"), Styles.TEXT_BOLD);
        title.setLabelFor(parts);
        VBox.setVgrow(parts, Priority.ALWAYS);
        Button copy = Controls.button(
                "about-copy", texts.of("about.copy"), () -> Copying.text(SystemReport.of(model.release())));
        getChildren().addAll(head, what, licence, title, parts, copy);
    }

    /** One line, as wide as the list. */
    private static final class Line extends ListCell<String> {

        Line() {
            setWrapText(true);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(String line, boolean isEmpty) {
            super.updateItem(line, isEmpty);
            setText(isEmpty ? "" : line);
        }
    }
}
