package org.skerry.master.forms;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one validation finds wrong. It ends when that is more than anybody is told of: a record has room for 500,000 mistakes.
 */
final class Findings extends ExecutionContext {

    /** From so many the first ones by the order of the form are chosen. */
    static final int MAX = 16 * Problems.MAX;

    /** Each alternative of a form has a list of its own, which only tells whether it fits. */
    private static final int MAX_OF_ALTERNATIVE = Problems.MAX;

    private final List<Error> certain = getErrors();

    private Findings(ExecutionConfig limits) {
        super(limits);
    }

    /** At most {@link #MAX}, or a few more of alternatives none of which fits. */
    static List<Error> of(Schema schema, JsonNode value, ExecutionConfig limits) {
        Findings findings = new Findings(limits);
        try {
            return schema.validate(findings, value, OutputFormat.DEFAULT);
        } catch (Enough enough) {
            return findings.certain;
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the list of an alternative is another one, whatever is in it
    public void addError(Error error) {
        boolean isCertain = getErrors() == certain;
        if (getErrors().size() < (isCertain ? MAX : MAX_OF_ALTERNATIVE)) {
            super.addError(error);
        } else if (isCertain) {
            throw new Enough();
        }
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough is wrong", null, false, false);
        }
    }
}
