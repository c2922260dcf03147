package org.skerry.system.bench.query;

import java.util.List;

/**
 * One kind of question.
 *
 * @param asks the same with ever other words, so that no answer comes from the one before
 */
record Question(String name, Goal goal, List<Ask> asks) {

    Question {
        asks = List.copyOf(asks);
    }
}
