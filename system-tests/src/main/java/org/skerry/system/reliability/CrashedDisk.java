package org.skerry.system.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a disk may hold when the power goes: what was synced, and of the rest anything. Follows recorded calls one by one and
 * makes images of the folder at any of them. Strict: a name is durable when its folder was synced, not before. Not thread-safe.
 */
final class CrashedDisk {

    /** What a disk writes whole or not at all, in bytes. */
    private static final int SECTOR = 512;

    /** A file's content, whatever its name. */
    private static final class Content {
        private byte[] bytes = new byte[0];
        private final List<DiskCall> unsynced = new ArrayList<>();

        byte[] afterCrash(Random random) {
            byte[] left = bytes.clone();
            for (DiskCall call : unsynced) {
                left = switch (random.nextInt(4)) {
                    case 0 -> left;
                    case 1 -> call instanceof DiskCall.Write write ? torn(left, write, random) : left;
                    default -> applied(left, call);
                };
            }
            return left;
        }

        void sync() {
            for (DiskCall call : unsynced) {
                bytes = applied(bytes, call);
            }
            unsynced.clear();
        }

        private static byte[] applied(byte[] before, DiskCall call) {
            return switch (call) {
                case DiskCall.Write write -> {
                    int end = Math.toIntExact(write.offset() + write.bytes().length);
                    byte[] after = end > before.length ? Arrays.copyOf(before, end) : before;
                    System.arraycopy(write.bytes(), 0, after, (int) write.offset(), write.bytes().length);
                    yield after;
                }
                case DiskCall.Truncate truncate -> Arrays.copyOf(before, (int) truncate.length());
                default -> throw new IllegalArgumentException("no change of a content: " + call);
            };
        }

        /** Some of its sectors arrive. */
        private static byte[] torn(byte[] before, DiskCall.Write write, Random random) {
            byte[] left = before;
            for (int from = 0; from < write.bytes().length; ) {
                int sectorEnd = (int) ((write.offset() + from) / SECTOR * SECTOR + SECTOR - write.offset());
                int to = Math.min(sectorEnd, write.bytes().length);
                if (random.nextBoolean()) {
                    left = applied(
                            left,
                            new DiskCall.Write(
                                    write.file(), write.offset() + from, Arrays.copyOfRange(write.bytes(), from, to)));
                }
                from = to;
            }
            return left;
        }
    }

    /** A change of names that is not durable yet; a content is null where the name goes. */
    private record Naming(Path path, @Nullable Content content, boolean isFolder) {}

    private final Path root;
    private final Map<Path, Content> named = new HashMap<>();
    private final Map<Integer, Path> open = new HashMap<>();
    private final Map<Integer, Content> openContents = new HashMap<>();

    private final Map<Path, Content> durable = new TreeMap<>();
    private final List<Path> durableFolders = new ArrayList<>();
    private final List<Naming> unsynced = new ArrayList<>();

    /** An empty disk, or what it holds now: all durable. */
    CrashedDisk(Path root) throws IOException {
        this.root = root;
        try (var all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (Files.isDirectory(path)) {
                    durableFolders.add(path);
                } else {
                    Content content = new Content();
                    content.bytes = Files.readAllBytes(path);
                    named.put(path, content);
                    durable.put(path, content);
                }
            }
        }
    }

    /** The next call that was recorded. */
    void apply(DiskCall call) {
        switch (call) {
            case DiskCall.Open opened -> open(opened);
            case DiskCall.Close closed -> {
                open.remove(closed.file());
                openContents.remove(closed.file());
            }
            case DiskCall.Write write -> changed(write.file(), write);
            case DiskCall.Truncate truncate -> changed(truncate.file(), truncate);
            case DiskCall.Sync sync -> sync(sync.file());
            case DiskCall.Rename(Path from, Path to) -> rename(from, to);
            case DiskCall.Link(Path from, Path to) -> name(to, named.get(from));
            case DiskCall.Unlink(Path path) -> forget(path);
            case DiskCall.MakeFolder(Path path) -> unsynced.add(new Naming(path, null, true));
            case DiskCall.RemoveFolder(Path path) -> unsynced.add(new Naming(path, null, false));
        }
    }

    private void open(DiskCall.Open opened) {
        open.put(opened.file(), opened.path());
        Content content = named.get(opened.path());
        if (content == null && opened.creates()) {
            content = new Content();
            name(opened.path(), content);
        }
        if (content != null) {
            openContents.put(opened.file(), content);
            if (opened.truncates()) {
                content.unsynced.add(new DiskCall.Truncate(opened.file(), 0));
            }
        } else {
            openContents.remove(opened.file()); // a folder
        }
    }

    private void changed(int file, DiskCall call) {
        Content content = openContents.get(file);
        if (content == null) {
            throw new IllegalStateException("nobody has opened what is changed: " + open.get(file));
        }
        content.unsynced.add(call);
    }

    private void sync(int file) {
        Content content = openContents.get(file);
        if (content != null) {
            content.sync();
            return;
        }
        Path folder = open.get(file);
        for (Naming naming : List.copyOf(unsynced)) {
            if (naming.path().getParent().equals(folder)) {
                make(durable, durableFolders, naming);
                unsynced.remove(naming);
            }
        }
    }

    private void rename(Path from, Path to) {
        Content content = named.get(from);
        if (content == null) {
            throw new IllegalStateException("a folder was renamed: " + from);
        }
        forget(from);
        name(to, content);
    }

    private void name(Path path, @Nullable Content content) {
        if (content == null) {
            throw new IllegalStateException("nothing is there to be called " + path);
        }
        named.put(path, content);
        unsynced.add(new Naming(path, content, false));
    }

    private void forget(Path path) {
        named.remove(path);
        unsynced.add(new Naming(path, null, false));
    }

    private static void make(Map<Path, Content> files, List<Path> folders, Naming naming) {
        if (naming.isFolder()) {
            folders.add(naming.path());
        } else if (naming.content() != null) {
            files.put(naming.path(), naming.content());
        } else {
            files.remove(naming.path());
            folders.remove(naming.path());
        }
    }

    /** What may be left if the power goes now: the same for the same random numbers. Changes nothing here. */
    void writeImage(Path image, Random random) throws IOException {
        Map<Path, Content> files = new TreeMap<>(durable);
        List<Path> folders = new ArrayList<>(durableFolders);
        boolean isOrdered = random.nextInt(4) > 0; // a journal keeps the order of names, not every system has one
        int kept = random.nextInt(unsynced.size() + 1);
        for (int i = 0; i < unsynced.size(); i++) {
            if (isOrdered ? i < kept : random.nextBoolean()) {
                make(files, folders, unsynced.get(i));
            }
        }
        folders.sort(null);
        for (Path folder : folders) {
            if (Files.isDirectory(at(image, folder.getParent())) || folder.equals(root)) {
                Files.createDirectories(at(image, folder));
            }
        }
        Map<Content, byte[]> left = new HashMap<>();
        for (Map.Entry<Path, Content> file : files.entrySet()) {
            Path path = at(image, file.getKey());
            if (Files.isDirectory(path.getParent()) && !path.toString().endsWith("-shm")) {
                Files.write(path, left.computeIfAbsent(file.getValue(), content -> content.afterCrash(random)));
            }
        }
    }

    private Path at(Path image, Path path) {
        return path.startsWith(root) ? image.resolve(root.relativize(path).toString()) : image;
    }
}
