package org.skerry.master.forms;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.List;
import java.util.Locale;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schema 2020-12 as the library checks it: nothing is loaded from anywhere, and no check goes on for ever. */
final class Schemas {

    /** Our own keywords: they say how a form is drawn, not what fits. */
    static final List<String> OWN_KEYWORDS = List.of("x-title", "x-description", "x-reference", "x-long");

    /** A record of the largest size with a simple form stays far below; a form that doubles its work at each level does not. */
    private static final long MAX_STEPS = 2_000_000;

    /** Deeper than any record, and far from the end of a stack. */
    private static final int MAX_DEPTH = 300;

    private static final ExecutionConfig BOUNDED = bounded(true);

    /** Formats of a schema itself are looked at by {@link SchemaCheck}, which says more. */
    private static final ExecutionConfig BOUNDED_WITHOUT_FORMATS = bounded(false);

    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .locale(Locale.ROOT)
            .regularExpressionFactory(BoundedPattern::of)
            .build();

    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keywords(OWN_KEYWORDS.stream().map(NonValidationKeyword::new).toList())
            .build();

    /** What a schema itself has to look like; comes with the library. */
    private static final Schema SCHEMA_OF_SCHEMAS = SchemaRegistry.withDefaultDialect(
                    Dialects.getDraft202012(), builder -> builder.schemaRegistryConfig(CONFIG))
            .getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    private Schemas() {}

    /** Where a schema is not one; the places are those in the schema. */
    static List<Error> mistakes(ObjectNode schema) {
        return Findings.of(SCHEMA_OF_SCHEMAS, schema, BOUNDED_WITHOUT_FORMATS);
    }

    /** A schema that {@link SchemaCheck} has looked at. Each has a registry of its own, which goes with it. */
    static Schema compile(ObjectNode schema) {
        try {
            return SchemaRegistry.withDialect(
                            DIALECT,
                            builder -> builder.schemaRegistryConfig(CONFIG)
                                    .schemaCacheEnabled(false)
                                    .schemaLoader(loader ->
                                            loader.fetchRemoteResources(false).block(anything -> true)))
                    .getSchema(schema);
        } catch (SchemaException refused) {
            throw new StorageException.BadRequest("This schema cannot be worked with.", refused);
        }
    }

    static List<Error> validate(Schema schema, JsonNode value) {
        return Findings.of(schema, value, BOUNDED);
    }

    private static ExecutionConfig bounded(boolean checksFormats) {
        return ExecutionConfig.builder()
                .formatAssertionsEnabled(checksFormats)
                .maxEvaluationSteps(MAX_STEPS)
                .maxEvaluationDepth(MAX_DEPTH)
                .build();
    }
}
