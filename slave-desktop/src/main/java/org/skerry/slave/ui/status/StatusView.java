package org.skerry.slave.ui.status;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** The bar at the bottom of the window. */
public final class StatusView extends HBox {

    /** Of the words about the connection. */
    private static final double SHORTEST = 120;

    /** From here on there is room for whole sentences. */
    private static final double WIDE = 900;

    public StatusView(StatusViewModel model, Texts texts) {
        setId("status");
        getStyleClass().add("status-bar");
        setMinWidth(0); // never makes the window's content wider than the window
        FontIcon icon = new FontIcon(Feather.WIFI);
        Label connection = label("status-connection", texts.of(model.connection()));
        connection.setGraphic(icon);
        connection.setMinWidth(SHORTEST); // a master may have a long name
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(connection.textProperty());
        connection.setTooltip(whole);
        Runnable show = () -> {
            boolean isLinked = model.state().get() == LinkState.LINKED;
            boolean isRefused = model.isRefused().get();
            icon.setIconCode(isRefused ? Feather.X_OCTAGON : icon(model.state().get()));
            connection.pseudoClassStateChanged(Styles.STATE_SUCCESS, isLinked);
            connection.pseudoClassStateChanged(Styles.STATE_WARNING, !isLinked && !isRefused);
            connection.pseudoClassStateChanged(Styles.STATE_DANGER, isRefused);
        };
        model.state().subscribe(show);
        model.isRefused().subscribe(show);
        show.run();
        Label roundTrip = label("status-round-trip", texts.of(model.roundTrip()));
        roundTrip.getStyleClass().add(Styles.TEXT_MUTED);
        Tooltip explained = new Tooltip();
        explained.textProperty().bind(texts.of("status.roundTrip.explained"));
        roundTrip.setTooltip(explained);
        Label saved = label("status-saved", texts.of(model.lastWritten()));
        saved.getStyleClass().add(Styles.TEXT_MUTED);
        saved.setMinWidth(0); // the rest matters more where there is little room
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(connection, roundTrip, space, saved);
        getChildren().add(backupReminder(model, texts));
        if (model.isOpen()) {
            getChildren().add(openWarning(texts));
        }
    }

    /** Puts something at the end of the bar. */
    public void add(Node part) {
        getChildren().add(part);
    }

    private static Label backupReminder(StatusViewModel model, Texts texts) {
        Label reminder = label("status-backup", texts.of(model.backupInShort()));
        reminder.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
        reminder.getStyleClass().addAll("pill", Styles.WARNING);
        Tooltip explained = new Tooltip();
        explained.textProperty().bind(texts.of(model.backup()));
        explained.setWrapText(true);
        explained.setMaxWidth(360);
        reminder.setTooltip(explained);
        reminder.visibleProperty().bind(model.backup().map(sentence -> !sentence.equals(Sentence.NONE)));
        reminder.managedProperty().bind(reminder.visibleProperty());
        return reminder;
    }

    private Label openWarning(Texts texts) {
        ObservableValue<Sentence> said = widthProperty()
                .map(width -> Sentence.of(width.doubleValue() < WIDE ? "status.open.short" : "status.open"));
        Label warning = label("status-open", texts.of(said));
        warning.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
        warning.getStyleClass().addAll("pill", Styles.DANGER);
        Tooltip explained = new Tooltip();
        explained.textProperty().bind(texts.of("status.open.explained"));
        explained.setWrapText(true);
        explained.setMaxWidth(360);
        warning.setTooltip(explained);
        return warning;
    }

    private static Ikon icon(LinkState state) {
        return switch (state) {
            case LINKED -> Feather.CHECK_CIRCLE;
            case SIGNALLING -> Feather.REFRESH_CW;
            case OFFLINE, CLOSED -> Feather.CLOUD_OFF;
        };
    }

    private static Label label(String id, ObservableValue<String> text) {
        Label label = new Label();
        label.setId(id);
        label.textProperty().bind(text);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
