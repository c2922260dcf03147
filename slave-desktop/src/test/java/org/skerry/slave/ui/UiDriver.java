package org.skerry.slave.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.skerry.slave.ui.parts.PngImage;

/**
 * Somebody in front of a window: looks for controls by their ids, clicks, types, waits until all is calm.
 *
 * <p>Used by the thread of the test. JavaFX starts once in a JVM, without a screen unless {@code -Dskerry.display=gtk} asks for
 * that of {@code DISPLAY}.
 */
public final class UiDriver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** What one pulse lays out may cause another one. */
    private static final int CALM_PULSES = 2;

    /** What failed on the JavaFX thread without anybody to tell. */
    private static final Queue<Throwable> FAILURES = new ConcurrentLinkedQueue<>();

    private static boolean isStarted;

    private final Stage stage;
    private final Robot robot;

    private UiDriver(Stage stage, Robot robot) {
        this.stage = stage;
        this.robot = robot;
    }

    /** Starts JavaFX, if it has not started. */
    public static synchronized void start() {
        if (isStarted) {
            return;
        }
        chooseScreen();
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        await(started);
        Platform.setImplicitExit(false);
        noteFailures();
        isStarted = true;
    }

    /** Makes JavaFX paint where the tests want it; before it starts. */
    public static void chooseScreen() {
        if ("gtk".equals(System.getProperty("skerry.display"))) {
            System.setProperty("glass.platform", "gtk");
            System.setProperty("prism.order", "sw"); // as a screen in memory has it
        } else {
            WindowPicture.withoutScreen();
        }
    }

    /** Sits down in front of the window that a program in this JVM opens; the program starts JavaFX. */
    public static UiDriver meet() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Stage> opened = openStage();
        while (opened.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no window within " + PATIENCE);
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            opened = openStage();
        }
        noteFailures();
        Stage stage = opened.get();
        UiDriver driver = fx(() -> new UiDriver(stage, new Robot()));
        driver.settle();
        return driver;
    }

    /** Opens a window of 1000 x 700. */
    public static UiDriver show(Callable<? extends Scene> content) {
        start();
        UiDriver driver = fx(() -> {
            Stage stage = new Stage();
            stage.setScene(content.call());
            stage.setX(0);
            stage.setY(0);
            stage.show();
            stage.requestFocus();
            return new UiDriver(stage, new Robot());
        });
        driver.settle();
        return driver;
    }

    /** Does something on the JavaFX thread, and waits for its result. */
    public static <T> T fx(Callable<T> action) {
        FutureTask<T> result = new FutureTask<>(action);
        if (Platform.isFxApplicationThread()) {
            result.run();
        } else {
            Platform.runLater(result);
        }
        return result(result);
    }

    private static <T> T result(FutureTask<T> action) {
        try {
            return action.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("failed on the JavaFX thread", failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("the JavaFX thread is busy for more than " + PATIENCE, late);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", givenUp);
        }
    }

    public Stage stage() {
        return stage;
    }

    /** The control of that id, in whichever window or popup, as soon as it is visible: popups take some pulses. */
    public <T extends Node> T find(String id, Class<T> type) {
        settleUntil("there is a visible control #" + id, () -> isVisible(id));
        return type.cast(lookup(id).orElseThrow());
    }

    /** Whether there is one now. */
    public boolean isVisible(String id) {
        return lookup(id).isPresent();
    }

    public void click(String id) {
        click(find(id, Node.class), MouseButton.PRIMARY, 1);
    }

    /** Clicks on what has no id of its own, such as a cell. */
    public void clickOn(Node target) {
        click(target, MouseButton.PRIMARY, 1);
    }

    /**
     * Clicks on the header of a column. By an event, not by the robot: the headless
     * platform of JavaFX 26 calls each press the trigger of a popup menu, after which a header does not sort.
     */
    public void click(Node target) {
        fx(() -> {
            for (EventType<MouseEvent> type :
                    List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
                Event.fireEvent(target, primaryButton(type, target));
            }
            return null;
        });
        settle();
    }

    public void doubleClick(String id) {
        click(find(id, Node.class), MouseButton.PRIMARY, 2);
    }

    public void rightClick(String id) {
        click(find(id, Node.class), MouseButton.SECONDARY, 1);
    }

    /** Turns the wheel over a control; positive is towards its end. */
    public void wheel(String id, int notches) {
        moveTo(find(id, Node.class));
        fx(() -> {
            robot.mouseWheel(notches);
            return null;
        });
        settle();
    }

    /** Types any text where the focus is, Chinese too, as an input method would. */
    public void type(String text) {
        text.codePoints()
                .forEach(character -> fx(() -> {
                    Event.fireEvent(
                            focusOwner(),
                            new KeyEvent(
                                    KeyEvent.KEY_TYPED,
                                    Character.toString(character),
                                    "",
                                    KeyCode.UNDEFINED,
                                    false,
                                    false,
                                    false,
                                    false));
                    return null;
                }));
        settle();
    }

    /** Presses keys together, and lets them go: {@code press(CONTROL, N)}. */
    public void press(KeyCode... keys) {
        fx(() -> {
            Arrays.stream(keys).forEach(robot::keyPress);
            Arrays.asList(keys).reversed().forEach(robot::keyRelease);
            return null;
        });
        settle();
    }

    /** The id of the control that has the focus; "" where it has none. */
    public String focus() {
        return fx(() -> Optional.ofNullable(focusOwner().getId()).orElse(""));
    }

    /** Waits until everything is laid out. */
    public void settle() {
        for (int pulse = 0; pulse < CALM_PULSES; pulse++) {
            CountDownLatch laidOut = new CountDownLatch(1);
            Runnable listener = laidOut::countDown;
            Scene scene = stage.getScene();
            fx(() -> {
                scene.addPostLayoutPulseListener(listener);
                Platform.requestNextPulse();
                return null;
            });
            await(laidOut);
            fx(() -> {
                scene.removePostLayoutPulseListener(listener);
                return null;
            });
        }
        Throwable failure = FAILURES.poll();
        if (failure != null) {
            throw new AssertionError("something failed on the JavaFX thread", failure);
        }
    }

    /** Waits for something that comes later, such as an answer of the master. */
    public void settleUntil(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!fx(condition::getAsBoolean)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s; the focus is on %s, and shown is %s"
                        .formatted(PATIENCE, what, focus(), fx(this::shown)));
            }
            settle();
        }
    }

    /** All texts that are seen, for whoever wants to know why something did not come. */
    private List<String> shown() {
        List<String> texts = new ArrayList<>();
        addTexts(stage.getScene().getRoot(), texts);
        return texts;
    }

    private static void addTexts(Node node, List<String> texts) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()) {
            texts.add(labeled.getText());
        } else if (node instanceof TextInputControl input) {
            texts.add("%s=%s".formatted(input.getId(), input.getText()));
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> addTexts(child, texts));
        }
    }

    /** The window as a PNG file. */
    public void picture(Path file) throws IOException {
        byte[] png = fx(() -> PngImage.bytes(stage.getScene().snapshot(null)));
        Files.write(file, png);
    }

    /** Closes the window as its frame does; the program may ask first. */
    public void pressClose() {
        fx(() -> {
            Event.fireEvent(stage, new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            return null;
        });
    }

    /** Closes the window and whatever popped up. */
    @Override
    public void close() {
        fx(() -> {
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            return null;
        });
    }

    private static void noteFailures() {
        fx(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> FAILURES.add(failure));
            return null;
        });
    }

    /** The first window; empty while there is none, or no JavaFX. */
    private static Optional<Stage> openStage() {
        FutureTask<Optional<Stage>> look = new FutureTask<>(() -> Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window.isShowing())
                .map(Stage.class::cast)
                .findFirst());
        try {
            Platform.runLater(look);
        } catch (IllegalStateException notStarted) {
            return Optional.empty();
        }
        return result(look);
    }

    private static MouseEvent primaryButton(EventType<MouseEvent> type, Node target) {
        Bounds bounds = target.getBoundsInLocal();
        Point2D middle = target.localToScreen(bounds.getCenterX(), bounds.getCenterY());
        boolean isDown = type == MouseEvent.MOUSE_PRESSED;
        return new MouseEvent(
                type,
                bounds.getCenterX(),
                bounds.getCenterY(),
                middle.getX(),
                middle.getY(),
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

    private void click(Node target, MouseButton button, int times) {
        moveTo(target);
        fx(() -> {
            for (int i = 0; i < times; i++) {
                robot.mousePress(button);
                robot.mouseRelease(button);
            }
            return null;
        });
        settle();
    }

    private void moveTo(Node target) {
        fx(() -> {
            Bounds bounds = target.getBoundsInLocal();
            Point2D middle = target.localToScreen(bounds.getCenterX(), bounds.getCenterY());
            robot.mouseMove(middle.getX(), middle.getY());
            return null;
        });
        settle();
    }

    private Node focusOwner() {
        return Window.getWindows().stream()
                .filter(Window::isFocused)
                .findFirst()
                .map(Window::getScene)
                .or(() -> Optional.of(stage.getScene()))
                .map(scene -> Optional.ofNullable(scene.getFocusOwner()).orElse(scene.getRoot()))
                .orElseThrow();
    }

    private static Optional<Node> lookup(String id) {
        return fx(() -> Window.getWindows().stream()
                .flatMap(window -> window.getScene().getRoot().lookupAll("#" + id).stream())
                .filter(UiDriver::isShown)
                .findFirst());
    }

    private static boolean isShown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static void await(CountDownLatch event) {
        try {
            if (!event.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("JavaFX does nothing for " + PATIENCE);
            }
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", givenUp);
        }
    }
}
