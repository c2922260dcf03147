package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.internal.NativeLoader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Set;

/**
 * Loads the library's native part from where an installation has put it. Left to itself, the library unpacks 23 MB into the
 * temporary folder at every start, which must not be {@code noexec} then, and takes no property that says otherwise.
 */
final class NativeLibrary {

    /** The system property that names the file; without it the library unpacks. */
    static final String FILE = "skerry.webrtc.library";

    private static final Logger LOG = System.getLogger(NativeLibrary.class.getName());

    /** What the library calls its native part. */
    private static final String NAME = "webrtc-java";

    private NativeLibrary() {}

    /** Before anything else of the library is touched; again it does nothing. Where it fails the library unpacks. */
    static void load() {
        String file = System.getProperty(FILE);
        if (file != null) {
            load(Path.of(file));
        }
    }

    @SuppressWarnings("restricted") // native access is what this class is for
    private static void load(Path file) {
        try {
            Set<String> loaded = loaded();
            if (!loaded.contains(NAME)) {
                System.load(file.toAbsolutePath().toString());
                loaded.add(NAME);
            }
        } catch (ReflectiveOperationException | UnsatisfiedLinkError | RuntimeException refused) {
            LOG.log(Level.WARNING, "{0} cannot be loaded, so WebRTC is unpacked instead: {1}", file, refused);
        }
    }

    /** What the library believes to be loaded. Another version of it may call that otherwise, which a test would tell. */
    @SuppressWarnings("unchecked") // a field of the library, declared as a set of names
    private static Set<String> loaded() throws ReflectiveOperationException {
        Field loaded = NativeLoader.class.getDeclaredField("LOADED_LIB_SET");
        loaded.setAccessible(true);
        return (Set<String>) loaded.get(null);
    }
}
