package org.skerry.slave.ui.parts;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** Skerry's own icon, drawn in {@code installer/icons}; systems show it on windows and in lists of them. */
public final class WindowIcon {

    private static final List<Integer> SIZES = List.of(16, 32, 48, 128);

    private WindowIcon() {}

    /** Gives a window the icon in all sizes; the system chooses. */
    public static void show(Stage stage) {
        SIZES.forEach(size -> stage.getIcons().add(image(size)));
    }

    /** The largest one, for a screen to show. */
    public static Image large() {
        return image(SIZES.getLast());
    }

    private static Image image(int size) {
        InputStream png = Objects.requireNonNull(WindowIcon.class.getResourceAsStream("skerry-%d.png".formatted(size)));
        return new Image(png); // reads and closes it
    }
}
