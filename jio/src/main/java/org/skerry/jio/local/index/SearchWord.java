package org.skerry.jio.local.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.query.Interrupts;

/**
 * One word that is looked for, and what counts as it: itself, a word of the same stem, one that begins with it, one
 * written a little differently. May be used by one thread at a time.
 */
final class SearchWord {

    /** How well each kind counts: further apart than what frequency adds, which is less than 1. */
    private static final float EXACT = 8;

    private static final float STEM = 4;
    private static final float PREFIX = 2;
    private static final float MISTAKE = 1;

    /** From this many letters on, one mistake is forgiven, from the next on two. */
    private static final int LETTERS_FOR_ONE_MISTAKE = 4;

    private static final int LETTERS_FOR_TWO_MISTAKES = 8;

    /** What has more letters is no word that somebody misspells; to look for it so takes long. */
    private static final int MAX_LETTERS = 32;

    private static final int MAX_STATES = 100_000;

    /** A code is another one with any letter changed. */
    private static final Automaton WITHOUT_DIGITS = Operations.determinize(
            Operations.repeat(Operations.union(List.of(
                    Automata.makeCharRange(0, '0' - 1), Automata.makeCharRange('9' + 1, Character.MAX_CODE_POINT)))),
            MAX_STATES);

    private final String exact;
    private final Set<String> stems;
    private final boolean isPrefix;
    private final boolean isBigram;

    /** Made when it is needed: it takes part of a millisecond. */
    private @Nullable Optional<CharacterRunAutomaton> mistakenTest;

    /** @param isPrefix whether longer words are found as well: somebody is still typing it */
    SearchWord(Token token, boolean isPrefix) {
        exact = token.word();
        stems = Set.copyOf(token.stems());
        isBigram = token.isBigram();
        this.isPrefix = isPrefix && !isBigram;
    }

    /**
     * A word as the analysis finds it.
     *
     * @param isBigram whether it is one or two Chinese, Japanese or Korean characters
     */
    record Token(String word, boolean isBigram, List<String> stems) {}

    /** Not kept: an automaton may be large, and a word may be kept for long ({@link WordMatches}). */
    private Optional<Automaton> mistaken() {
        return isBigram ? Optional.empty() : mistaken(exact);
    }

    private static Optional<Automaton> mistaken(String word) {
        Interrupts.check();
        int letters = word.codePointCount(0, word.length());
        if (letters < LETTERS_FOR_ONE_MISTAKE
                || letters > MAX_LETTERS
                || !word.codePoints().allMatch(Character::isLetter)) {
            return Optional.empty();
        }
        int mistakes = letters < LETTERS_FOR_TWO_MISTAKES ? 1 : 2;
        String first = word.substring(0, word.offsetByCodePoints(0, 1));
        Automaton near = new LevenshteinAutomata(word.substring(first.length()), true).toAutomaton(mistakes, first);
        return Optional.of(Operations.determinize(Operations.intersection(near, WITHOUT_DIGITS), MAX_STATES));
    }

    /** Whether a term of the analysis of a text, word or stem, counts as this word. */
    boolean accepts(String term) {
        return term.equals(exact) || stems.contains(term) || isPrefix && term.startsWith(exact) || isMistaken(term);
    }

    private boolean isMistaken(String term) {
        if (mistakenTest == null) {
            mistakenTest = mistaken().map(CharacterRunAutomaton::new);
        }
        return mistakenTest.isPresent() && mistakenTest.get().run(term);
    }

    /** Finds what {@link #accepts} accepts, the best kind deciding. */
    Query query(String field) {
        List<Query> kinds = new ArrayList<>(List.of(exactly(field)));
        kinds.addAll(otherKinds(field));
        return new DisjunctionMaxQuery(kinds, 0);
    }

    private List<Query> otherKinds(String field) {
        List<Query> kinds = new ArrayList<>();
        if (!stems.isEmpty()) {
            kinds.add(scored(
                    new TermInSetQuery(field, stems.stream().map(BytesRef::new).toList()), STEM));
        }
        if (isPrefix) {
            kinds.add(scored(new PrefixQuery(new Term(field, exact)), PREFIX));
        }
        mistaken()
                .ifPresent(automaton ->
                        kinds.add(scored(new AutomatonQuery(new Term(field, exact), automaton), MISTAKE)));
        return kinds;
    }

    private Query exactly(String field) {
        return scored(frequency(field), EXACT);
    }

    /** Finds what {@link #accepts} accepts, and scores nothing. */
    Query unscored(String field) {
        return new WordMatches(this, field);
    }

    /** What {@link #unscored} looks for. */
    Query anyKind(String field) {
        BooleanQuery.Builder any = new BooleanQuery.Builder().add(frequency(field), BooleanClause.Occur.SHOULD);
        for (Query kind : otherKinds(field)) {
            any.add(kind, BooleanClause.Occur.SHOULD);
        }
        return any.build();
    }

    /** Adds to the score of a record by how often it has the very word. */
    Query frequency(String field) {
        return new TermQuery(new Term(field, exact));
    }

    private static Query scored(Query query, float score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchWord that
                && exact.equals(that.exact)
                && stems.equals(that.stems)
                && isPrefix == that.isPrefix
                && isBigram == that.isBigram;
    }

    @Override
    public int hashCode() {
        return Objects.hash(exact, stems, isPrefix, isBigram);
    }

    @Override
    public String toString() {
        return exact;
    }
}
