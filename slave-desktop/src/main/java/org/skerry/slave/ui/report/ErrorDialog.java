package org.skerry.slave.ui.report;

import java.time.InstantSource;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.skerry.slave.ui.parts.WindowIcon;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.theme.ThemeSwitch;

/** A window of its own for a fault that nobody foresaw; one at a time. JavaFX thread. */
public final class ErrorDialog {

    private final Texts texts;
    private final InstantSource clock;
    private @Nullable Stage shown;

    public ErrorDialog(Texts texts, InstantSource clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /** Shows a fault, unless one is on the screen already: the first one is the cause, those after it its consequences. */
    public void show(Throwable failure) {
        if (shown != null) {
            return;
        }
        Stage stage = new Stage();
        Scene scene = new Scene(new ErrorView(ErrorReport.of(failure, clock.instant()), texts, stage::close), 640, 440);
        ThemeSwitch.style(scene);
        WindowIcon.show(stage);
        stage.setScene(scene);
        stage.titleProperty().bind(texts.of("report.title"));
        stage.setOnHidden(closed -> shown = null);
        shown = stage;
        stage.show();
    }
}
