package org.skerry.slave.ui.attach;

import atlantafx.base.theme.Styles;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.attach.Parcel.State;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.parts.IconButton;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;

/** One file on its way, how far it is, and the button that stops it. */
final class ParcelRow extends HBox {

    private static final double NAME_WIDTH = 200;
    private static final double BAR_WIDTH = 120;

    private final Parcel parcel;

    ParcelRow(String id, Parcel parcel, Courier courier, Texts texts) {
        this.parcel = parcel;
        getStyleClass().add("parcel");
        FontIcon icon = new FontIcon(parcel.direction() == Direction.TO_MASTER ? Feather.UPLOAD : Feather.DOWNLOAD);
        Label name = new Label(parcel.shownName());
        name.setId(id + "-name");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.getStyleClass().add("data");
        name.setMinWidth(80);
        name.setPrefWidth(NAME_WIDTH);
        ProgressBar bar = new ProgressBar();
        bar.setId(id + "-bar");
        bar.setMinWidth(BAR_WIDTH / 2);
        bar.setPrefWidth(BAR_WIDTH);
        bar.progressProperty().bind(parcel.fraction());
        bar.accessibleTextProperty().bind(texts.of("attach.progress", parcel.shownName()));
        ObservableValue<Boolean> isMoving =
                parcel.state().map(state -> state == State.MOVING || state == State.WAITING);
        Controls.showIf(bar, isMoving);
        Label text = Controls.label(id + "-text", texts.of(parcel.text()));
        text.setMinWidth(0);
        text.setMaxWidth(Double.MAX_VALUE);
        parcel.state().subscribe(state -> {
            text.getStyleClass().removeAll(Styles.DANGER, Styles.TEXT_MUTED);
            text.getStyleClass().add(state == State.FAILED ? Styles.DANGER : Styles.TEXT_MUTED);
        });
        HBox.setHgrow(text, Priority.ALWAYS);
        Button again = Controls.button(id + "-again", texts.of("attach.again"), () -> courier.again(parcel));
        again.getStyleClass().add(Styles.SMALL);
        Controls.showIf(again, parcel.state().map(state -> state == State.FAILED && parcel.mayRepeat()));
        getChildren().addAll(icon, name, bar, text, again, stop(id, courier, texts));
    }

    private Button stop(String id, Courier courier, Texts texts) {
        ObservableValue<String> word = texts.of(parcel.state()
                .map(state -> Sentence.of(
                        state == State.FAILED || state == State.DONE ? "attach.dismiss" : "attach.cancel",
                        parcel.shownName())));
        Button stop = new IconButton(id + "-stop", Feather.X, word, () -> courier.cancel(parcel));
        stop.setMinWidth(USE_PREF_SIZE);
        return stop;
    }

    Parcel parcel() {
        return parcel;
    }
}
