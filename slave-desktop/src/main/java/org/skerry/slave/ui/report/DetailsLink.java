package org.skerry.slave.ui.report;

import atlantafx.base.controls.Popover;
import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.parts.Copying;
import org.skerry.slave.ui.text.Texts;

/** Leads from a plain sentence to the technical one behind it, for those who look after Skerry; no link without one. */
public final class DetailsLink extends Hyperlink {

    private final Texts texts;

    public DetailsLink(String id, ObservableValue<Optional<StorageException>> failure, Texts texts) {
        this.texts = texts;
        setId(id);
        textProperty().bind(texts.of("report.details"));
        setMinWidth(USE_PREF_SIZE);
        visibleProperty().bind(failure.map(Optional::isPresent));
        managedProperty().bind(visibleProperty());
        setOnAction(pressed -> {
            setVisited(false);
            failure.getValue().ifPresent(this::show);
        });
    }

    private void show(StorageException failure) {
        String report = ErrorReport.of(failure, InstantSource.system().instant());
        TextArea text = new TextArea(report);
        text.setId("details-report");
        text.setEditable(false);
        text.accessibleTextProperty().bind(texts.of("report.report"));
        Button copy = new Button();
        copy.setId("details-copy");
        copy.textProperty().bind(texts.of("report.copy"));
        copy.setOnAction(pressed -> Copying.text(report));
        VBox content = new VBox(text, copy);
        content.getStyleClass().add("details");
        Popover popover = new Popover(content);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        popover.setAnimated(false);
        popover.show(this);
        copy.requestFocus();
    }
}
