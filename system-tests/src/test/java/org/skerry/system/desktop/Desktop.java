package org.skerry.system.desktop;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import org.skerry.slave.SlaveMain;
import org.skerry.slave.ui.UiDriver;

/** {@code skerry desktop} in this JVM with somebody in front of it; one in a fork, because JavaFX starts once. */
final class Desktop implements AutoCloseable {

    private static final long END_SECONDS = 30;

    private final FutureTask<Integer> command;
    private final UiDriver user;

    private Desktop(FutureTask<Integer> command, UiDriver user) {
        this.command = command;
        this.user = user;
    }

    /** Opens the window, in English, with a data folder of its own. */
    static Desktop open(Path data) throws InterruptedException {
        return open(data, Locale.ENGLISH);
    }

    /** The same on a PC that speaks another language. */
    static Desktop open(Path data, Locale language) throws InterruptedException {
        UiDriver.chooseScreen();
        Locale.setDefault(language);
        var streams = new SlaveMain.Streams(InputStream.nullInputStream(), System.out, System.err);
        FutureTask<Integer> command =
                new FutureTask<>(() -> SlaveMain.run(streams, "desktop", "--data", data.toString()));
        Thread.ofPlatform().name("desktop").daemon().start(command);
        return new Desktop(command, UiDriver.meet());
    }

    UiDriver user() {
        return user;
    }

    /** Whether something is to be seen. */
    boolean isThere(String id) {
        return UiDriver.fx(() -> user.isVisible(id));
    }

    /** The text of a label or button; "" while it is not to be seen. */
    String text(String id) {
        return UiDriver.fx(
                () -> user.isVisible(id) && user.stage().getScene().lookup("#" + id) instanceof Labeled labeled
                        ? labeled.getText()
                        : "");
    }

    /** What the table shows in a column, from the top; pending rows are "". */
    List<String> column(String field) {
        return UiDriver.fx(() -> cells(field).stream().map(Desktop::shown).toList());
    }

    /** The cell in which the table shows a text. */
    TableCell<?, ?> cell(String field, String text) {
        return UiDriver.fx(() -> cells(field).stream()
                .filter(cell -> shown(cell).equals(text))
                .findFirst()
                .orElseThrow());
    }

    /** How many rows the table has, in sight or not. */
    int rows() {
        return UiDriver.fx(() -> user.stage().getScene().lookup("#rows") instanceof TableView<?> table
                ? table.getItems().size()
                : 0);
    }

    /** Closes the window as its frame does, and waits for the exit status of the command. */
    int end() throws Exception {
        user.pressClose();
        return command.get(END_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        if (!command.isDone()) {
            user.close();
        }
    }

    private List<TableCell<?, ?>> cells(String field) {
        Node table = user.stage().getScene().lookup("#rows");
        return table == null
                ? List.of()
                : table.lookupAll(".record-cell").stream()
                        .<TableCell<?, ?>>map(node -> (TableCell<?, ?>) node)
                        .filter(cell -> !cell.isEmpty()
                                && cell.getTableColumn() != null
                                && field.equals(cell.getTableColumn().getText()))
                        .sorted(Comparator.comparingInt(cell -> cell.getIndex()))
                        .toList();
    }

    private static String shown(TableCell<?, ?> cell) {
        return Optional.ofNullable(cell.getAccessibleText()) // where hits are marked, the text is in parts
                .or(() -> Optional.ofNullable(cell.getText()))
                .orElse("");
    }
}
