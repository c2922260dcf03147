package org.skerry.slave.ui.connect;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.link.LinkStep;
import org.skerry.slave.ui.connect.JoinProgress.Mark;
import org.skerry.slave.ui.text.Texts;

/** What is going on while a master is joined, step by step, and why it failed. */
final class JoinView extends VBox {

    JoinView(ConnectViewModel model, Texts texts) {
        setId("join");
        getStyleClass().add("join");
        for (LinkStep step : LinkStep.values()) {
            getChildren().add(line(step, model, texts));
        }
        getChildren().add(failure(model, texts));
        model.progress().subscribe(progress -> {
            setVisible(progress.isPresent());
            setManaged(progress.isPresent());
        });
    }

    private static Node line(LinkStep step, ConnectViewModel model, Texts texts) {
        FontIcon icon = new FontIcon(Feather.CIRCLE);
        Label label = new Label();
        label.setId("step-" + key(step));
        label.textProperty().bind(texts.of("connect.step." + key(step)));
        HBox line = new HBox(icon, label);
        line.getStyleClass().add("join-step");
        model.progress().subscribe(progress -> show(progress.map(now -> now.mark(step)), line, icon));
        // where a code is asked for, how far it went does not matter
        BooleanBinding isShown = model.code().isWanted().not().or(model.isJoining());
        line.visibleProperty().bind(isShown);
        line.managedProperty().bind(isShown);
        return line;
    }

    private static void show(Optional<Mark> mark, Node line, FontIcon icon) {
        Mark shown = mark.orElse(Mark.WAITING);
        icon.setIconCode(icon(shown));
        line.pseudoClassStateChanged(Styles.STATE_ACCENT, shown == Mark.UNDER_WAY);
        line.pseudoClassStateChanged(Styles.STATE_SUCCESS, shown == Mark.DONE);
        line.pseudoClassStateChanged(Styles.STATE_DANGER, shown == Mark.FAILED);
    }

    private static Ikon icon(Mark mark) {
        return switch (mark) {
            case WAITING -> Feather.CIRCLE;
            case UNDER_WAY -> Feather.MORE_HORIZONTAL;
            case DONE -> Feather.CHECK;
            case FAILED -> Feather.X;
        };
    }

    private static Node failure(ConnectViewModel model, Texts texts) {
        Label sentence = new Label();
        sentence.setId("connect-failure");
        sentence.textProperty().bind(texts.of(model.failure()));
        sentence.setWrapText(true);
        FontIcon icon = new FontIcon(Feather.ALERT_CIRCLE);
        HBox box = new HBox(icon, sentence);
        box.getStyleClass().add("note");
        model.failure().subscribe(why -> {
            boolean isUsual = ConnectSentences.CODE_NEEDED.equals(why); // nothing has gone wrong
            icon.setIconCode(isUsual ? Feather.KEY : Feather.ALERT_CIRCLE);
            box.getStyleClass().removeAll(Styles.ACCENT, Styles.DANGER);
            box.getStyleClass().add(isUsual ? Styles.ACCENT : Styles.DANGER);
            box.setVisible(!why.isEmpty());
            box.setManaged(!why.isEmpty());
        });
        return box;
    }

    private static String key(LinkStep step) {
        return switch (step) {
            case FINDING -> "finding";
            case ASKING -> "asking";
            case OPENING -> "opening";
            case GREETING -> "greeting";
        };
    }
}
