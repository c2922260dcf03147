package org.skerry.protocol.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.Attachment;
import org.skerry.jio.ByteRange;
import org.skerry.jio.Expected;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StorageException;
import org.skerry.jio.WriteKey;
import org.skerry.jio.query.AllDocs;
import org.skerry.protocol.message.CallId;
import org.skerry.protocol.message.Message;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class StorageRequestTest {

    private static final RecordId X = new RecordId("x");
    private static final WriteKey KEY = new WriteKey.Numbered("writer", 3);

    @Test
    void eachMethodBecomesItsRequest() {
        ObjectNode body = (ObjectNode) JsonText.read("{\"a\":1}");

        assertEquals(new StorageRequest.Post(body, WriteKey.NONE), read("post", "[{\"a\":1}]"));
        assertEquals(new StorageRequest.Post(body, WriteKey.NONE), read("post", "[{\"a\":1},{\"any\":true}]"));
        assertEquals(new StorageRequest.Put(X, body, Expected.ANY, WriteKey.NONE), read("put", "[\"x\",{\"a\":1}]"));
        assertEquals(new StorageRequest.Get(X), read("get", "[\"x\"]"));
        assertEquals(new StorageRequest.Remove(X, Expected.ANY, WriteKey.NONE), read("remove", "[\"x\"]"));
        assertEquals(new StorageRequest.ListDocs(AllDocs.EVERYTHING), read("allDocs", "[]"));
        assertEquals(new StorageRequest.ListDocs(AllDocs.EVERYTHING), read("allDocs", "[{}]"));
        assertEquals(
                new StorageRequest.RemoveAttachment(X, "a", ExpectedAttachment.ANY, WriteKey.NONE),
                read("removeAttachment", "[\"x\",\"a\"]"));
        assertEquals(new StorageRequest.AllAttachments(X), read("allAttachments", "[\"x\"]"));
        assertEquals(new StorageRequest.Repair(), read("repair", "[]"));
        assertEquals(new StorageRequest.Repair(), read("repair", "[{}]"));
        assertEquals(new StorageRequest.ListVersions(X, Optional.empty(), 50), read("history", "[\"x\"]"));
        assertEquals(
                new StorageRequest.ListVersions(X, Optional.of(new Sequence(7)), 200),
                read("history", "[\"x\",{\"before\":7,\"limit\":200}]"));
        assertEquals(new StorageRequest.GetVersion(X, new Sequence(7)), read("version", "[\"x\",7]"));
        assertEquals(new StorageRequest.ListRemoved(Optional.empty(), 50), read("removed", "[]"));
        assertEquals(
                new StorageRequest.ListRemoved(Optional.of(new Sequence(1)), 1),
                read("removed", "[{\"before\":1,\"limit\":1}]"));
        assertEquals(
                new StorageRequest.Restore(X, new Sequence(7), Expected.ANY, WriteKey.NONE),
                read("restore", "[\"x\",7]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "hello"                                                       | text/plain;charset=utf-8 | hello
                    ""                                                            | text/plain;charset=utf-8 | ''
                    "测试 😀"                                                     | text/plain;charset=utf-8 | 测试 😀
                    "half \\ud83d pair"                                            | text/plain;charset=utf-8 | half � pair
                    "hello",{}                                                    | text/plain;charset=utf-8 | hello
                    "<p>",{"_content_type":"text/html"}                           | text/html                | <p>
                    "<p>",{"_mimetype":"text/xml"}                                | text/xml                 | <p>
                    "<p>",{"_content_type":"text/html","_mimetype":"text/xml"}    | text/html                | <p>
                    "<p>",{"_content_type":"","_mimetype":"text/xml"}             | text/xml                 | <p>
                    "<p>",{"_content_type":""}                                    | text/plain;charset=utf-8 | <p>
                    {"data_url":"data:text/css;base64,aGk="}                      | text/css                 | hi
                    {"data_url":"data:text/css,hi"},{"_content_type":"text/html"} | text/css                 | hi
                    """)
    void anAttachmentComesAsTextOrDataUrl(String content, String type, String text) {
        StorageRequest request = read("putAttachment", "[\"x\",\"a\"," + content + "]");

        Attachment expected = new Attachment(type, text.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                new StorageRequest.PutAttachment(X, "a", expected, ExpectedAttachment.ANY, WriteKey.NONE), request);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "format":"text"                                            | TEXT     | 0 | -1
                    "format":"json"                                            | JSON     | 0 | -1
                    "format":"data_url"                                        | DATA_URL | 0 | -1
                    "format":"data_url","start":2,"end":5                      | DATA_URL | 2 | 5
                    "format":"text","start":5,"end":5                          | TEXT     | 5 | 5
                    "format":"text","end":4.0                                  | TEXT     | 0 | 4
                    "format":"text","start":1e3                                | TEXT     | 1000 | -1
                    "format":"text","end":100000000000000000000000000          | TEXT     | 0 | -1
                    "format":"text","end":1e9999                               | TEXT     | 0 | -1
                    "format":"text","surprise":null                            | TEXT     | 0 | -1
                    """)
    void aPartOfAnAttachmentIsAskedForInBytes(String options, StorageRequest.Format format, long start, long end) {
        StorageRequest request = read("getAttachment", "[\"x\",\"a\",{" + options + "}]");

        ByteRange range = new ByteRange(start, end < 0 ? ByteRange.END : end);
        assertEquals(new StorageRequest.GetAttachment(X, "a", format, range), request);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    post             | []                                 | Document must be a JSON object on 'post'.
                    post             | [null]                             | Document must be a JSON object on 'post'.
                    post             | ["x"]                              | Document must be a JSON object on 'post'.
                    post             | [[{}]]                             | Document must be a JSON object on 'post'.
                    post             | [{},null]                          | Options must be a JSON object on 'post'.
                    post             | [{},{},{}]                         | Too many arguments on 'post': it takes up to 2, and got 3.
                    put              | []                                 | Document id must be a non empty string on 'put'.
                    put              | ["",{}]                            | Document id must be a non empty string on 'put'.
                    put              | [7,{}]                             | Document id must be a non empty string on 'put'.
                    put              | [null,{}]                          | Document id must be a non empty string on 'put'.
                    put              | [["x"],{}]                         | Document id must be a non empty string on 'put'.
                    put              | ["x"]                              | Document must be a JSON object on 'put'.
                    put              | ["x",5]                            | Document must be a JSON object on 'put'.
                    put              | ["x",[]]                           | Document must be a JSON object on 'put'.
                    put              | ["x",null]                         | Document must be a JSON object on 'put'.
                    put              | ["x",{},{}]                        | Too many arguments on 'put': it takes up to 2, and got 3.
                    get              | []                                 | Document id must be a non empty string on 'get'.
                    get              | [""]                               | Document id must be a non empty string on 'get'.
                    get              | [{"id":"x"}]                       | Document id must be a non empty string on 'get'.
                    get              | ["x",null]                         | Too many arguments on 'get': it takes up to 1, and got 2.
                    get              | ["\\ud800"]                         | A record id must be well-formed Unicode text.
                    remove           | [true]                             | Document id must be a non empty string on 'remove'.
                    remove           | ["x","y"]                          | Too many arguments on 'remove': it takes up to 1, and got 2.
                    allDocs          | [{},{}]                            | Too many arguments on 'allDocs': it takes up to 1, and got 2.
                    putAttachment    | ["","a","b"]                       | Document id must be a non empty string on 'putAttachment'.
                    putAttachment    | ["x"]                              | Attachment id must be a non empty string on 'putAttachment'.
                    putAttachment    | ["x","","a"]                       | Attachment id must be a non empty string on 'putAttachment'.
                    putAttachment    | ["x",5,"a"]                        | Attachment id must be a non empty string on 'putAttachment'.
                    putAttachment    | ["x","a"]                          | Attachment content must be a text or {"data_url": "data:..."} on 'putAttachment'.
                    putAttachment    | ["x","a",5]                        | Attachment content must be a text or {"data_url": "data:..."} on 'putAttachment'.
                    putAttachment    | ["x","a",null]                     | Attachment content must be a text or {"data_url": "data:..."} on 'putAttachment'.
                    putAttachment    | ["x","a",{}]                       | Attachment content must be a text or {"data_url": "data:..."} on 'putAttachment'.
                    putAttachment    | ["x","a",{"data_url":7}]           | Attachment content must be a text or {"data_url": "data:..."} on 'putAttachment'.
                    putAttachment    | ["x","a",{"data_url":"x"}]         | A data URL has the form data:TYPE;base64,CONTENT or data:TYPE,CONTENT.
                    putAttachment    | ["x","a",{"data_url":"data:;base64,*"}] | The content of this data URL is not base64.
                    putAttachment    | ["x","a","b",5]                    | Options must be a JSON object on 'putAttachment'.
                    putAttachment    | ["x","a","b",{"_content_type":5}]  | Option '_content_type' must be a text on 'putAttachment'.
                    putAttachment    | ["x","a","b",{"_mimetype":null}]   | Option '_mimetype' must be a text on 'putAttachment'.
                    putAttachment    | ["x","a","b",{"_mimetype":"a,b"}]  | A content type has up to 255 characters of printable ASCII, and no comma.
                    putAttachment    | ["x","a","b",{},{}]                | Too many arguments on 'putAttachment': it takes up to 4, and got 5.
                    getAttachment    | ["x"]                              | Attachment id must be a non empty string on 'getAttachment'.
                    getAttachment    | ["x","a","text"]                   | Options must be a JSON object on 'getAttachment'.
                    getAttachment    | ["x","a",{"format":"xml"}]         | getAttachment format: 'xml' is not supported
                    getAttachment    | ["x","a",{"format":""}]            | getAttachment format: '' is not supported
                    getAttachment    | ["x","a",{"format":"TEXT"}]        | getAttachment format: 'TEXT' is not supported
                    history          | []                                 | Document id must be a non empty string on 'history'.
                    history          | ["x",{"limit":0}]                  | Option 'limit' must be a number from 1 to 200 on 'history'.
                    history          | ["x",{"limit":201}]                | Option 'limit' must be a number from 1 to 200 on 'history'.
                    history          | ["x",{"limit":"9"}]                | Option 'limit' must be a number from 1 to 200 on 'history'.
                    history          | ["x",{"before":0}]                 | A version must be a whole number from 1 on 'history'.
                    history          | ["x",{},1]                         | Too many arguments on 'history': it takes up to 2, and got 3.
                    version          | ["x"]                              | A version must be a whole number from 1 on 'version'.
                    version          | ["x",1.5]                          | A version must be a whole number from 1 on 'version'.
                    version          | ["x",99999999999999999999]         | A version must be a whole number from 1 on 'version'.
                    removed          | ["x"]                              | Options must be a JSON object on 'removed'.
                    restore          | ["x","1"]                          | A version must be a whole number from 1 on 'restore'.
                    restore          | ["x",1,{}]                         | Too many arguments on 'restore': it takes up to 2, and got 3.
                    getAttachment    | ["x","a",{"format":1}]             | Option 'format' must be a text on 'getAttachment'.
                    getAttachment    | ["x","a",{"format":"text","start":-1}]        | _start and _end must be positive
                    getAttachment    | ["x","a",{"format":"text","end":-1}]          | _start and _end must be positive
                    getAttachment    | ["x","a",{"format":"text","start":5,"end":2}] | _start is greater than _end
                    getAttachment    | ["x","a",{"format":"text","start":"1"}]       | Option 'start' must be a whole number of bytes on 'getAttachment'.
                    getAttachment    | ["x","a",{"format":"text","start":1.5}]       | Option 'start' must be a whole number of bytes on 'getAttachment'.
                    getAttachment    | ["x","a",{"format":"text","end":null}]        | Option 'end' must be a whole number of bytes on 'getAttachment'.
                    getAttachment    | ["x","a",{"format":"text"},1]      | Too many arguments on 'getAttachment': it takes up to 3, and got 4.
                    removeAttachment | ["x",""]                           | Attachment id must be a non empty string on 'removeAttachment'.
                    removeAttachment | ["x","a","b"]                      | Too many arguments on 'removeAttachment': it takes up to 2, and got 3.
                    allAttachments   | [{}]                               | Document id must be a non empty string on 'allAttachments'.
                    allAttachments   | ["x","a"]                          | Too many arguments on 'allAttachments': it takes up to 1, and got 2.
                    repair           | ["x"]                              | Options must be a JSON object on 'repair'.
                    repair           | [{},{}]                            | Too many arguments on 'repair': it takes up to 1, and got 2.
                    """)
    void wrongArgumentsAreRefusedWithOneSentence(String method, String arguments, String sentence) {
        StorageException refused = assertThrows(StorageException.BadRequest.class, () -> read(method, arguments));

        assertEquals(sentence, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"x\"]",
                "[5]",
                "[null]",
                "[[]]",
                "[{\"limit\":[\"a\"]}]",
                "[{\"limit\":[-1,2]}]",
                "[{\"limit\":5}]",
                "[{\"query\":\"a:(\"}]",
                "[{\"query\":5}]",
                "[{\"sort_on\":[[\"a\",\"upwards\"]]}]",
                "[{\"select_list\":\"a\"}]",
                "[{\"include_docs\":\"yes\"}]",
            })
    void unreadableQueriesAreRefused(String arguments) {
        assertThrows(StorageException.BadRequest.class, () -> read("allDocs", arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"buildQuery", "bulk", "hasCapacity", "Get", "", "toString", "all_docs"})
    void unknownMethodsAreNotOffered(String method) {
        StorageException refused = assertThrows(StorageException.NotOffered.class, () -> read(method, "[\"x\"]"));

        assertEquals("The method '" + method + "' is not offered here.", refused.getMessage());
    }

    @Test
    void aVeryLongMethodNameIsNotRepeated() {
        StorageException refused =
                assertThrows(StorageException.NotOffered.class, () -> read("m".repeat(100_000), "[]"));

        assertEquals("The method '" + "m".repeat(64) + "...' is not offered here.", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"x\",\"a\"]", "[\"x\",\"a\",{}]", "[\"x\",\"a\",{\"format\":\"blob\"}]"})
    void aBlobCannotBeSent(String arguments) {
        StorageException refused =
                assertThrows(StorageException.NotOffered.class, () -> read("getAttachment", arguments));

        assertEquals(
                "getAttachment format: 'blob' cannot be sent here, ask for text, json or data_url.",
                refused.getMessage());
    }

    @Test
    void anArrayBufferCannotBeSent() {
        assertThrows(
                StorageException.NotOffered.class,
                () -> read("getAttachment", "[\"x\",\"a\",{\"format\":\"array_buffer\"}]"));
    }

    @Test
    void keyAndExpectationReachTheWrite() {
        Expected seen = new Expected.Signed("5e7c");
        ObjectNode empty = JsonText.object();

        assertEquals(new StorageRequest.Post(empty, KEY), read("post", "[{}]", KEY, Expected.ANY));
        assertEquals(
                new StorageRequest.Put(X, empty, Expected.ABSENT, KEY),
                read("put", "[\"x\",{}]", KEY, Expected.ABSENT));
        assertEquals(new StorageRequest.Remove(X, seen, KEY), read("remove", "[\"x\"]", KEY, seen));
        assertEquals(
                new StorageRequest.RemoveAttachment(X, "a", ExpectedAttachment.ANY, KEY),
                read("removeAttachment", "[\"x\",\"a\"]", KEY, Expected.ANY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "get", "removeAttachment"})
    void onlyPutAndRemoveExpectSomething(String method) {
        String arguments = method.equals("post") ? "[{}]" : method.equals("get") ? "[\"x\"]" : "[\"x\",\"a\"]";

        StorageException refused =
                assertThrows(StorageException.BadRequest.class, () -> read(method, arguments, KEY, Expected.ABSENT));

        assertEquals("Only put, remove and restore can expect something of a document.", refused.getMessage());
    }

    @Test
    void onlyWritesOfAttachmentsExpectSomethingOfOne() {
        assertEquals(
                new StorageRequest.RemoveAttachment(X, "a", ExpectedAttachment.ABSENT, WriteKey.NONE),
                read("removeAttachment", "[\"x\",\"a\"]", ExpectedAttachment.ABSENT));
        assertEquals(
                ExpectedAttachment.ABSENT,
                ((StorageRequest.PutAttachment)
                                read("putAttachment", "[\"x\",\"a\",\"text\"]", ExpectedAttachment.ABSENT))
                        .expected());

        StorageException refused = assertThrows(
                StorageException.BadRequest.class, () -> read("remove", "[\"x\"]", ExpectedAttachment.ABSENT));

        assertEquals(
                "Only putAttachment, removeAttachment and endUpload can expect something of an attachment.",
                refused.getMessage());
    }

    private static StorageRequest read(String method, String arguments, ExpectedAttachment expected) {
        ArrayNode list = (ArrayNode) JsonText.read(arguments);
        return StorageRequest.read(
                new Message.JioQuery(CallId.of(1), method, list, WriteKey.NONE, Expected.ANY, expected, null));
    }

    private static StorageRequest read(String method, String arguments) {
        return read(method, arguments, WriteKey.NONE, Expected.ANY);
    }

    private static StorageRequest read(String method, String arguments, WriteKey key, Expected expected) {
        return StorageRequest.read(
                new Message.JioQuery(CallId.of(1), method, (ArrayNode) JsonText.read(arguments), key, expected, null));
    }
}
