package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.StorageException;

class QueryParserTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static String print(String text) {
        return print(QueryParser.parse(text));
    }

    private static String print(Query query) {
        return switch (query) {
            case Query.All() -> "all";
            case Query.And(var parts) -> print("and", parts);
            case Query.Or(var parts) -> print("or", parts);
            case Query.Not(var part) -> "(not " + print(part) + ")";
            case Query.Compare(var key, var operator, var operand) ->
                (key instanceof Query.Key.Field(var name) ? name : "*") + operator.text() + "'" + operand.stringValue()
                        + "'";
        };
    }

    private static String print(String name, java.util.List<Query> parts) {
        return parts.stream().map(QueryParserTest::print).collect(Collectors.joining(" ", "(" + name + " ", ")"));
    }

    @Test
    void emptyTextMatchesEverything() {
        assertEquals("all", print(""));
    }

    @Test
    void explicitAndBindsTighterThanOr() {
        assertEquals("(or (and *'a' *'b') *'c')", print("a AND b OR c"));
        assertEquals("(or *'a' (and *'b' *'c'))", print("a OR b AND c"));
    }

    @Test
    void juxtapositionIsAndAtTheLevelOfOrFromTheRight() {
        assertEquals("(and *'a' (or *'b' *'c'))", print("a b OR c"));
        assertEquals("(or *'a' (and *'b' *'c'))", print("a OR b c"));
        assertEquals("(and *'a' *'b' (or *'c' *'d'))", print("a AND b c OR d"));
        assertEquals("(and *'a' *'b' *'c')", print("a b c"));
    }

    @Test
    void sameJoinsAreFlattenedAcrossParentheses() {
        assertEquals("(or *'a' *'b' *'c' *'d')", print("(a OR b) OR (c OR d)"));
        assertEquals("(and *'a' *'b' *'c')", print("a AND (b AND c)"));
    }

    @Test
    void notTakesOneExpression() {
        assertEquals("(and (not *'a') *'b')", print("NOT a b"));
        assertEquals("*'a'", print("NOT (NOT a)"));
        assertEquals("(and *'li' (not last='Wei'))", print("li AND NOT last:=Wei"));
    }

    @Test
    void keysReachEverythingBelowThatHasNone() {
        assertEquals("(or a'b' c'd')", print("a:(b OR c:d)"));
        assertEquals("b'c'", print("a:b:c"));
        assertEquals("(and a'x' (not a'y'))", print("a:(x NOT y)"));
    }

    @Test
    void operatorStandsBeforeItsValue() {
        assertEquals("a>='x y'", print("a: >= \"x y\""));
        assertEquals("(and *'a' *>'5')", print("a > 5"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"a\\\"b\"`, `*'a\"b'`",
                "`\"a\\b\"`, `*'a\\b'`",
                "`\"a\\\\\" b\"`, `*'a\\\\\" b'`",
                "`\"a\\\\\\\" b\"`, `*'a\\\\\" b'`"
            })
    void backslashBeforeQuoteEscapesIt(String text, String tree) {
        assertEquals(tree, print(text));
    }

    @Test
    void keywordsEndAtAnAsciiWordBoundary() {
        assertEquals("*'ANDROID'", print("ANDROID"));
        assertEquals("(not *'测')", print("NOT测"));
        assertEquals("(and *'a' *'-x')", print("a AND-x"));
        assertEquals("(and *'a' *'and' *'b')", print("a and b"));
    }

    @Test
    void whiteSpaceIsJavaScripts() {
        assertEquals("(and *'a' *'b' *'c')", print("a\u00a0b\u3000\ufeffc"));
        assertEquals("*'a\u200bb'", print("a\u200bb"));
        assertEquals("*'a\u0085b'", print("a\u0085b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "(",
                "()",
                "(a",
                "a)",
                "\"",
                "\"a\\\"",
                ":a",
                "a:",
                "a::b",
                "a:()",
                "\"a\":b",
                "a:NOT b",
                "NOT",
                "NOT NOT a",
                "AND a",
                "a AND",
                "a OR",
                "a:==b",
                "a:=<b",
                "a:<>b",
                "a:>(b)",
                "=",
                "!",
                "a!b",
                "a:b:"
            })
    void whatIsNoQueryIsRefused(String text) {
        assertThrows(StorageException.BadRequest.class, () -> QueryParser.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a AND )`, 7",
                "`a !b`, 3",
                "`😀 \"b`, 4",
                "`a:b)`, 4",
                "`(a`, 3",
                "`a: AND b`, 4",
                "`last:\"Franck`, 6"
            })
    void mistakeNamesItsColumn(String text, int column) {
        StorageException.BadRequest mistake =
                assertThrows(StorageException.BadRequest.class, () -> QueryParser.parse(text));

        assertEquals(column, Integer.parseInt(mistake.getMessage().replaceAll("(?s).*\\(column (\\d+)\\)\\.$", "$1")));
    }

    @Test
    void deepNestingIsRefused() {
        String open = "(".repeat(100_000) + "a" + ")".repeat(100_000);
        String alternating = "a b OR ".repeat(50_000) + "a";
        String negated = "NOT (".repeat(100_000) + "a" + ")".repeat(100_000);

        for (String text : new String[] {open, alternating, negated, "a:(".repeat(100_000)}) {
            Assertions.assertTimeoutPreemptively(
                    SOON, () -> assertThrows(StorageException.BadRequest.class, () -> QueryParser.parse(text)));
        }
    }

    @Test
    void nestingWithinTheLimitIsRead() {
        int depth = Query.MAX_DEPTH;

        assertEquals("*'a'", print("(".repeat(depth) + "a" + ")".repeat(depth)));
    }

    @Test
    void longTextsAreRead() {
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            assertEquals(
                    500_000,
                    ((Query.And) QueryParser.parse("a ".repeat(500_000)))
                            .parts()
                            .size());
            assertEquals("x'y'", print("k:".repeat(300_000) + "x:y"));
            assertEquals("*'" + "%".repeat(1_000_000) + "'", print("%".repeat(1_000_000)));
        });
    }
}
