package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.Attachment;
import org.skerry.jio.StorageException;

class DataUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data:text/plain;base64,aGVsbG8=               | text/plain               | hello
                    data:text/plain;base64,aGVsbG8                | text/plain               | hello
                    DATA:text/plain;BASE64,aGVsbG8=               | text/plain               | hello
                    data:text/plain;base64,aGVs%62G8%3D           | text/plain               | hello
                    data:text/plain;base64,aGVs bG8=              | text/plain               | hello
                    data:text/plain;charset=utf-8;base64,5rWL     | text/plain;charset=utf-8 | 测
                    data:text/plain,hello%20there                 | text/plain               | hello there
                    data:text/plain;charset=utf-8,%E6%B5%8B+a,b   | text/plain;charset=utf-8 | 测+a,b
                    data:text/plain,测😀                          | text/plain               | 测😀
                    data:text/html,<p>100%25</p>                  | text/html                | <p>100%</p>
                    data:;base64,aGVsbG8=                         | ''                       | hello
                    data:,hello                                   | ''                       | hello
                    data:,                                        | ''                       | ''
                    """)
    void bothFormsAreRead(String url, String type, String content) {
        Attachment read = DataUrl.read(url);

        assertEquals(new Attachment(type, content.getBytes(StandardCharsets.UTF_8)), read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data:",
                "data",
                "hello",
                "http://localhost/,x",
                "data:text/plain;base64",
                "data:text/plain;base64,a",
                "data:text/plain;base64,aGVsbG8==",
                "data:text/plain;base64,aG=VsbG8",
                "data:text/plain;base64,aGVs*G8=",
                "data:text/plain;base64,测",
                "data:text/plain,100%",
                "data:text/plain,100%2",
                "data:text/plain,100%zz",
                "data:text/\n,x",
                "data:文本,x",
            })
    void brokenOnesAreRefused(String url) {
        assertThrows(StorageException.BadRequest.class, () -> DataUrl.read(url));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 2, 3, 4, 255, 70_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            Attachment content = new Attachment("image/png", bytes);

            assertEquals(content, DataUrl.read(DataUrl.write(content)), "size " + size);
        }
    }

    @Test
    void itIsWrittenAsJioWritesIt() {
        Attachment content = new Attachment("application/json", "{\"k\":\"é\"}".getBytes(StandardCharsets.UTF_8));

        assertEquals("data:application/json;base64,eyJrIjoiw6kifQ==", DataUrl.write(content));
    }

    @Test
    void aTypeThatWouldEndTooEarlyIsRefused() {
        Attachment content = new Attachment("text/plain;x=\"a,b\"", new byte[0]);

        assertThrows(StorageException.BadRequest.class, () -> DataUrl.write(content));
    }
}
