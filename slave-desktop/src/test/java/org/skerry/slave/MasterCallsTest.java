package org.skerry.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterCallsTest {

    @ParameterizedTest
    @ValueSource(strings = {"post", "put", "remove", "putAttachment", "removeAttachment", "restore", "endUpload"})
    void whatWritesCarriesAKeySinceItIsRepeatedAfterACut(String method) {
        assertEquals(true, MasterCalls.isWrite(method));
    }

    @Test
    void whatReadsCarriesNone() {
        for (String method : List.of("get", "allDocs", "history", "version", "removed", "beginUpload", "changes")) {
            assertEquals(false, MasterCalls.isWrite(method), method);
        }
    }
}
