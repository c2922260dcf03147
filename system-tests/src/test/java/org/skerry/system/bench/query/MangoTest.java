package org.skerry.system.bench.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import org.skerry.jio.query.AllDocsJson;

final class MangoTest {

    private static Optional<Mango> mango(String request) {
        return Mango.of(AllDocsJson.read(JsonText.read(request)));
    }

    private static void assertMango(String expected, String request) {
        // as text: a number that was read is of another type than one that was put
        assertEquals(
                JsonText.write(JsonText.read(expected)),
                JsonText.write(mango(request).orElseThrow().json()));
    }

    @Test
    void forAPartOfATextAllIsRead() {
        assertMango("""
                {"request":{"selector":{"_id":{"$gt":null},"name":{"$pattern":"a\\\\.b"}},"skip":0,"limit":20}}""", """
                {"query":"name:\\"%a.b%\\"","limit":[0,20]}""");
    }

    @Test
    void aBeginningIsARangeOfAnIndex() {
        assertMango("""
                {"request":{"selector":{"name":{"$gte":"Mar","$lt":"Mar\\uffff"}},
                "use_index":"name","skip":0,"limit":20}}""", """
                {"query":"name:\\"mar%\\"","limit":[0,20]}""");
    }

    @Test
    void anOrderNamesEveryFieldOfTheIndex() {
        assertMango("""
                {"request":{"selector":{"country":{"$eq":"FR"},"population":{"$gte":0}},
                "use_index":"country-population","skip":0,"limit":20,
                "sort":[{"country":"desc"},{"population":"desc"}]}}""", """
                {"query":"country:=\\"FR\\"","sort_on":[["population","descending"]],"limit":[0,20]}""");
    }

    @Test
    void aRangeThatNoIndexSortsIsSortedByTheProgram() {
        assertMango("""
                {"request":{"selector":{"population":{"$gte":5.0,"$lt":9.0}},
                "use_index":"population"},"order":{"field":"name","from":0,"count":20}}""", """
                {"query":"population:>=5 AND population:<9","sort_on":[["name","ascending"]],"limit":[0,20]}""");
    }

    @Test
    void whatManyFieldsDecideIsReadAndSortedByTheProgram() {
        assertMango("""
                {"request":{"selector":{"_id":{"$gt":null},"country":{"$eq":"FR"},
                "$not":{"name":{"$pattern":"^s"}}}},
                "order":{"field":"name","from":0,"count":20}}""", """
                {"query":"country:=\\"FR\\" AND NOT name:\\"s%\\"","sort_on":[["name","ascending"]],"limit":[0,20]}""");
    }

    @Test
    void aPageIsSparedItsFilterButCountedWithIt() {
        assertMango("""
                {"request":{"selector":{"name":{"$gte":""}},
                "use_index":"name","skip":500,"limit":20,"sort":[{"name":"asc"}]},
                "counted":{"selector":{"_id":{"$gt":null},"$not":{"country":{"$eq":"none"}}}}}""", """
                {"query":"NOT country:=\\"none\\"","sort_on":[["name","ascending"]],"limit":[500,20]}""");
    }

    @Test
    void whatPouchDbDoesNotHaveIsNotAsked() {
        assertEquals(Optional.empty(), mango("""
                {"facets":["country"]}"""));
    }
}
