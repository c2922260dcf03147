package org.skerry.jio.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the socket of a data folder may be: in it, or where a file in it says.
 *
 * @param folder the data folder
 * @param name of the socket
 */
record SocketPlace(Path folder, String name) {

    /** Longest path of a Unix domain socket, in bytes: 108 on Linux, 104 on macOS, less a terminating zero. */
    private static final int MAX_PATH_BYTES = 103;

    /**
     * Folders for sockets, of a service by systemd, of a user who is signed in. Before a temporary one, which a service may
     * have for itself (PrivateTmp), so that nobody outside would find it.
     */
    private static final List<String> RUNTIME_FOLDERS = List.of("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR");

    /** As many bytes of a hash as keep the folders of one PC apart. */
    private static final int HASH_BYTES = 8;

    SocketPlace {
        folder = folder.toAbsolutePath();
    }

    Path direct() {
        return folder.resolve(name);
    }

    /** The file that says where the socket is, if it is not in the folder. */
    Path redirect() {
        return folder.resolve(name + ".path");
    }

    /** Where a program that runs has made it. */
    Path current() throws IOException {
        return Files.exists(redirect()) ? path(Files.readString(redirect())) : direct();
    }

    boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES;
    }

    /** Other paths for it, the best first, each of this data folder only. */
    List<Path> elsewhere(Map<String, String> environment) throws IOException {
        String file = "skerry-%s-%s".formatted(hash(folder.toRealPath()), name);
        return RUNTIME_FOLDERS.stream()
                .map(variable -> environment.getOrDefault(variable, ""))
                .flatMap(SocketPlace::first)
                .map(runtime -> runtime.resolve(file))
                .filter(this::fits)
                .toList();
    }

    /** The first of a list with colons, if it is of use. */
    private static Stream<Path> first(String folders) {
        try {
            Path first = Path.of(folders.split(":", 2)[0]);
            return Stream.of(first)
                    .filter(Path::isAbsolute)
                    .filter(Files::isDirectory)
                    .filter(Files::isWritable);
        } catch (InvalidPathException noFolder) {
            return Stream.empty();
        }
    }

    private static Path path(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException damaged) {
            throw new IOException("no path: " + text, damaged);
        }
    }

    private static String hash(Path path) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
