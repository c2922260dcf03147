package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @BeforeEach
    void onlyWhereFilesHaveRights() {
        assumeTrue(parent.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void aFolderThatIsMadeIsForItsUserOnly() throws IOException {
        try (DataFolder folder = DataFolder.hold(parent.resolve("skerry/master"))) {
            assertEquals("rwx------", rights(folder.path()));
            assertEquals("rwx------", rights(parent.resolve("skerry")));
        }
    }

    @Test
    void aFolderThatIsThereKeepsItsRights() throws IOException {
        Path shared = Files.createDirectory(parent.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));

        DataFolder.hold(shared.resolve("master")).close();
        DataFolder.hold(shared).close();

        assertEquals("rwxr-x---", rights(shared));
    }

    private static String rights(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
