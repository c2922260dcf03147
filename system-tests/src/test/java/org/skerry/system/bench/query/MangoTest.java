package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.AllDocsJson;
import tools.jackson.databind.node.ObjectNode;

final class MangoTest {

    private static AllDocs request(String json) {
        return AllDocsJson.read(JsonText.read(json));
    }

    private static void assertMango(String expected, Optional<ObjectNode> mango) {
        // as text: a number that was read is of another type than one that was put
        assertEquals(JsonText.write(JsonText.read(expected)), JsonText.write(mango.orElseThrow()));
    }

    @Test
    void aPartOfATextIsAPattern() {
        AllDocs request = request("""
                {"query":"name:\\"%a.b%\\"","limit":[0,20]}""");

        assertMango("""
                {"selector":{"$and":[{"name":{"$pattern":"a\\\\.b"}}]},"skip":0,"limit":20}""", Mango.plain(request));
    }

    @Test
    void aBeginningIsARangeOfAnIndex() {
        AllDocs request = request("""
                {"query":"name:\\"mar%\\"","limit":[0,20]}""");

        assertMango("""
                {"selector":{"$and":[{"name":{"$gte":"Mar","$lt":"Mar\\uffff"}}]},"skip":0,"limit":20}""", Mango.indexed(request));
    }

    @Test
    void anOrderNamesEveryFieldOfTheIndex() {
        AllDocs request = request("""
                {"query":"country:=\\"FR\\"","sort_on":[["population","descending"]],"limit":[0,20]}""");

        assertEquals(Optional.empty(), Mango.plain(request));
        assertMango("""
                {"selector":{"$and":[{"country":{"$eq":"FR"}},{"population":{"$gte":0}}]},
                "sort":[{"country":"desc"},{"population":"desc"}],"skip":0,"limit":20}""", Mango.indexed(request));
    }

    @Test
    void whatPouchDbDoesNotHaveIsNotAsked() {
        AllDocs facets = request("""
                {"facets":["country"]}""");

        assertEquals(Optional.empty(), Mango.indexed(facets));
    }
}
