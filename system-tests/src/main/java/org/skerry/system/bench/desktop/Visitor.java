package org.skerry.system.bench.desktop;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.skerry.system.bench.MemoryWatch;

/**
 * Waits for the window and its records, scrolls, sorts, searches, leaves; tells in lines of a name and a number when what
 * happened, in milliseconds of the clock, and how long the JavaFX thread did not answer.
 */
final class Visitor implements Runnable {

    /** What is told, in this order. */
    enum Word {
        FIRST_FRAME,
        RECORDS,
        PAUSE_SCROLLING,
        PAUSE_SORTING,
        PAUSE_TYPING,
        MEMORY,
        CLOSING
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    /** Somebody who drags the scroll bar, or types fast. */
    private static final Duration BETWEEN_JUMPS = Duration.ofMillis(50);

    private static final Duration BETWEEN_LETTERS = Duration.ofMillis(120);

    private static final int SORTS = 4;
    /** In many of the invented records. */
    private static final String SEARCHED = "river market";

    private static final List<EventType<MouseEvent>> CLICK =
            List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED);

    private final PrintStream out;
    private final Duration span;
    private final Random random = new Random(1);

    /** @param span how long to scroll; none: do nothing, and leave after a line on standard input */
    Visitor(PrintStream out, Duration span) {
        this.out = out;
        this.span = span;
    }

    @Override
    public void run() {
        try {
            Stage stage = await("a window", this::window);
            Scene scene = stage.getScene();
            awaitFrame(scene);
            tell(Word.FIRST_FRAME, System.currentTimeMillis());
            if (span.isZero()) {
                awaitLine();
            } else {
                use(scene);
            }
            tell(Word.CLOSING, System.currentTimeMillis());
            Platform.runLater(() -> Event.fireEvent(stage, new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void use(Scene scene) throws InterruptedException {
        TableView<?> table = await("records", () -> table(scene).filter(Visitor::isFilled));
        awaitFrame(scene);
        tell(Word.RECORDS, System.currentTimeMillis());
        Heartbeat heartbeat = Heartbeat.begin();
        scroll(table);
        tell(Word.PAUSE_SCROLLING, milliseconds(heartbeat.longest()));
        sort(scene, table);
        tell(Word.PAUSE_SORTING, milliseconds(heartbeat.longest()));
        search(scene, table);
        tell(Word.PAUSE_TYPING, milliseconds(heartbeat.longest()));
        tell(Word.MEMORY, MemoryWatch.residentBytes(ProcessHandle.current().pid()));
    }

    private static void awaitLine() {
        try {
            System.in.read();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void scroll(TableView<?> table) throws InterruptedException {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            fx(() -> {
                table.scrollTo(random.nextInt(table.getItems().size()));
                return table;
            });
            pause(BETWEEN_JUMPS);
        }
        awaitRows(table);
    }

    private void sort(Scene scene, TableView<?> table) throws InterruptedException {
        for (int i = 0; i < SORTS; i++) {
            fx(() -> {
                Node header = scene.getRoot().lookup(".table-view .column-header.table-column");
                for (EventType<MouseEvent> type : CLICK) {
                    Event.fireEvent(header, mouse(type));
                }
                return header;
            });
            pause(BETWEEN_LETTERS);
            awaitRows(table);
        }
        if (fx(() -> table.getSortOrder().isEmpty())) {
            throw new IllegalStateException("the header did not sort");
        }
    }

    private void search(Scene scene, TableView<?> table) throws InterruptedException {
        Node line = await("the search line", () -> Optional.ofNullable(scene.lookup("#search")));
        int before = fx(() -> table.getItems().size());
        fx(() -> {
            line.requestFocus();
            return line;
        });
        for (String letter : SEARCHED.split("")) {
            fx(() -> {
                Event.fireEvent(line, key(letter));
                return line;
            });
            pause(BETWEEN_LETTERS);
        }
        await(
                "what was searched",
                () -> Optional.of(table).filter(now -> now.getItems().size() < before));
        awaitRows(table);
    }

    private Optional<Stage> window() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window.isShowing())
                .map(Stage.class::cast)
                .findFirst();
    }

    private static Optional<TableView<?>> table(Scene scene) {
        return Optional.ofNullable((TableView<?>) scene.lookup("#rows"));
    }

    /** Whether all rows in sight show what they hold. */
    private static boolean isFilled(TableView<?> table) {
        return table.lookupAll(".record-cell").stream()
                        .anyMatch(cell -> cell instanceof TableCell<?, ?> shown && !shown.isEmpty())
                && table.lookupAll(".skeleton").isEmpty();
    }

    private void awaitRows(TableView<?> table) throws InterruptedException {
        await("rows", () -> Optional.of(table).filter(Visitor::isFilled));
    }

    /** Until what is in the scene now has been painted: the pulse after the next begins when that one has painted. */
    private static void awaitFrame(Scene scene) throws InterruptedException {
        for (int pulse = 0; pulse < 2; pulse++) {
            CountDownLatch laidOut = new CountDownLatch(1);
            Runnable listener = laidOut::countDown;
            fx(() -> {
                scene.addPostLayoutPulseListener(listener);
                Platform.requestNextPulse();
                return listener;
            });
            laidOut.await();
            fx(() -> {
                scene.removePostLayoutPulseListener(listener);
                return listener;
            });
        }
    }

    private static <T> T await(String what, Callable<Optional<T>> look) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> found = fx(look);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IllegalStateException notStarted) {
                // JavaFX takes a moment
            }
            pause(BETWEEN_LOOKS);
        }
        throw new IllegalStateException("there was no sign of " + what);
    }

    private static <T> T fx(Callable<T> action) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(action);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw new IllegalArgumentException("failed on the JavaFX thread", failed.getCause());
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private void tell(Word word, double value) {
        out.println(word + " " + value);
        out.flush();
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static KeyEvent key(String letter) {
        return new KeyEvent(KeyEvent.KEY_TYPED, letter, "", KeyCode.UNDEFINED, false, false, false, false);
    }

    private static MouseEvent mouse(EventType<MouseEvent> type) {
        boolean isDown = type == MouseEvent.MOUSE_PRESSED;
        return new MouseEvent(
                type,
                5,
                5,
                5,
                5,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                isDown,
                false,
                false,
                false,
                false,
                true,
                null);
    }
}
