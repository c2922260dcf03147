package org.skerry.slave.ui.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.jio.query.Query;
import org.skerry.slave.ui.records.SearchReading.Kind;

class SearchReadingTest {

    @Test
    void plainWordsAreLookedForAnywhere() {
        for (String words : List.of("Paris", "San Pedro", "李薇", "Hello!", "(Paris", "l’hôpital", "50%", "and or not")) {
            assertEquals(
                    new SearchReading(
                            Kind.WORDS,
                            new Query.Compare("SearchableText", Query.Operator.DEFAULT, words),
                            Optional.empty()),
                    SearchReading.of(words, SearchMode.BY_ITSELF));
        }
    }

    @Test
    void whatUsesTheLanguageIsAQuery() {
        for (String query :
                List.of("name:Paris", "population:>=1000", "\"San Pedro\"", "a OR b", "NOT a", "a AND b:c")) {
            SearchReading reading = SearchReading.of(query, SearchMode.BY_ITSELF);

            assertEquals(Kind.QUERY, reading.kind(), query);
            assertEquals(Optional.empty(), reading.mistake(), query);
        }
    }

    @Test
    void eitherCanBeForced() {
        assertEquals(
                new Query.Compare("SearchableText", Query.Operator.DEFAULT, "12:30"),
                SearchReading.of(" 12:30 ", SearchMode.WORDS).query());
        assertEquals(
                new Query.Compare("", Query.Operator.DEFAULT, "Paris"),
                SearchReading.of("Paris", SearchMode.QUERY).query());
    }

    @Test
    void nothingTypedFindsEverything() {
        assertEquals(SearchReading.NOTHING, SearchReading.of("  ", SearchMode.QUERY));
    }

    @Test
    void aMistakeIsToldInWordsAtItsPlace() {
        assertEquals("6 records.mistake.end", mistake("name:"));
        assertEquals("8 records.mistake.end", mistake("(a OR b"));
        assertEquals("6 records.mistake.quote", mistake("name:\"Paris"));
        assertEquals("6 records.mistake.keyword", mistake("a OR OR b"));
        assertEquals("1 records.mistake.keyword", mistake("AND a"));
        assertEquals("3 records.mistake.bang", mistake("a:!b"));
        assertEquals("6 records.mistake.close", mistake("name:)"));
        assertEquals("1 records.mistake.colon", mistake(":a"));
        assertEquals("4 records.mistake.operator", mistake("a:><1"));
    }

    private static String mistake(String text) {
        QueryMistake mistake =
                SearchReading.of(text, SearchMode.BY_ITSELF).mistake().orElseThrow();
        return mistake.column() + " " + mistake.sentence().key();
    }
}
