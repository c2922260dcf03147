package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryWriterTest {

    @Test
    void writesAsJioDoes() {
        assertEquals("", QueryWriter.write(Query.ALL));
        assertEquals("a: (  \"b\" OR > \"c\\\"d\" )", QueryWriter.write(QueryParser.parse("a:(b OR >\"c\\\"d\")")));
        assertEquals("NOT ( ( a:  \"1\" AND  \"2\" ) )", QueryWriter.write(QueryParser.parse("NOT (a:1 2)")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a:b", "a OR b c AND NOT d:(e f)", "a:!=\"x \\\" y\"", "(a b) OR (c d) OR NOT (e OR f)"
            })
    void textReadsBackAsTheSameQuery(String text) {
        Query query = QueryParser.parse(text);

        assertEquals(query, QueryParser.parse(QueryWriter.write(query)));
    }
}
