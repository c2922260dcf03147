package org.skerry.system.demo;

import java.util.List;
import org.skerry.jio.query.AllDocs;
import org.skerry.jio.query.Limit;
import org.skerry.jio.query.QueryParser;
import org.skerry.jio.query.SortKey;
import org.skerry.jio.query.SortKey.Direction;

/**
 * A query of the demo.
 *
 * @param meaning what it asks, in plain words
 * @param text in jIO's query language
 */
record Question(String meaning, String text, List<SortKey> sortOn) {
    /** How many of the records found are named. */
    static final int EXAMPLES = 3;

    /** One for each thing the language can say. */
    static final List<Question> DOZEN = List.of(
            new Question("exactly this name", "name:\"Reykjavík\""),
            new Question("somewhere in the name, in upper or lower case", "name:\"%haven%\""),
            new Question("ten million people and more", "population:>=10000000", "population"),
            new Question("both: far north, and a town", "latitude:>66 AND population:>10000", "latitude"),
            new Question("words, whatever their accents, the best first", "SearchableText:\"sao jose\""),
            new Question("two countries, without the towns", "country:(FO OR IS) AND NOT population:>1000"),
            new Question("words, with a spelling mistake", "SearchableText:\"reykjavk\""),
            new Question("saints", "name:(\"San %\" OR \"Santa %\" OR \"Saint%\") AND population:>1000000"),
            new Question("a word anywhere in the record", "cork"),
            new Question("at the date line", "longitude:(>178 OR <-178)"),
            new Question("any letters around an ø", "name:\"%ø%\" AND country:!=NO"),
            new Question("the largest of Japan, sorted", "country:JP", "population"));

    Question {
        sortOn = List.copyOf(sortOn);
    }

    Question(String meaning, String text) {
        this(meaning, text, List.of());
    }

    /** The largest first. */
    Question(String meaning, String text, String sortedBy) {
        this(meaning, text, List.of(new SortKey(sortedBy, Direction.DESCENDING)));
    }

    /** As a call: the names of the first few. */
    AllDocs call() {
        return new AllDocs(QueryParser.parse(text), sortOn, new Limit(0, EXAMPLES), List.of("name"), false);
    }
}
