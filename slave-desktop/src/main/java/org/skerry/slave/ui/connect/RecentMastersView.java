package org.skerry.slave.ui.connect;

import atlantafx.base.theme.Styles;
import java.time.LocalDateTime;
import java.time.ZoneId;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.settings.RecentMaster;
import org.skerry.slave.ui.text.Texts;

/** The masters of before: one press joins, another one forgets. */
final class RecentMastersView extends VBox {

    private final ConnectViewModel model;
    private final Texts texts;
    private final VBox rows = new VBox();

    RecentMastersView(ConnectViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("recent");
        getStyleClass().add("recent");
        Label title = new Label();
        title.setId("recent-title");
        title.textProperty().bind(texts.of("connect.recent"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        getChildren().addAll(title, rows);
        model.recentMasters().subscribe(this::show);
        show();
    }

    private void show() {
        rows.getChildren().clear();
        for (RecentMaster master : model.recentMasters()) {
            rows.getChildren().add(row(master, rows.getChildren().size()));
        }
        setVisible(!rows.getChildren().isEmpty());
        setManaged(isVisible());
    }

    private Node row(RecentMaster master, int index) {
        Label name = new Label(master.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        Label details = new Label();
        LocalDateTime when = LocalDateTime.ofInstant(master.lastJoined(), ZoneId.systemDefault());
        details.textProperty()
                .bind(texts.of("connect.recent.details", master.address().toString(), when));
        details.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        HBox content = new HBox(new FontIcon(Feather.SERVER), new VBox(name, details));
        content.getStyleClass().add("recent-content");
        Button join = new Button("", content);
        join.setId("recent-" + index);
        join.accessibleTextProperty().bind(texts.of("connect.recent.join", master.name()));
        join.getStyleClass().addAll(Styles.FLAT, "recent-join");
        join.setMaxWidth(Double.MAX_VALUE);
        join.disableProperty().bind(model.isJoining());
        join.setOnAction(pressed -> model.connect(master));
        HBox.setHgrow(join, Priority.ALWAYS);
        IconButton forget = new IconButton(
                "recent-forget-" + index,
                Feather.X,
                texts.of("connect.recent.forget", master.name()),
                () -> model.forget(master));
        HBox row = new HBox(join, forget);
        row.getStyleClass().add("recent-row");
        return row;
    }
}
