package org.skerry.master.access;

import java.util.Optional;
import java.util.Set;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a method of an {@link Administration} was called with. What is wrong is told in a sentence with the name of the method,
 * and with nothing of the arguments: there are passwords among them.
 *
 * @param takes what the method wants, in words
 */
record AdminArguments(String method, String takes, ArrayNode list) {

    /** A right or limit that is not known here must not be left out: somebody would get more than was meant. */
    private static final Set<String> OF_GRANTS = Set.of("role", "types", "own", "hidden");

    void checkCount(int least, int most) {
        if (list.size() < least || list.size() > most) {
            throw wrong();
        }
    }

    String text(int place) {
        JsonNode text = list.get(place);
        if (text == null || !text.isString()) {
            throw wrong();
        }
        return text.stringValue();
    }

    /** Empty where the master is to make one. */
    Optional<String> secret(int place) {
        return list.path(place).isNull() ? Optional.empty() : Optional.of(text(place));
    }

    Grant grant(int place) {
        JsonNode rights = list.path(place);
        if (!rights.isObject() || !OF_GRANTS.containsAll(rights.propertyNames()) || !Grant.isReadable(rights)) {
            throw wrong();
        }
        return Grant.read(rights);
    }

    /** An option that is a text; others are ignored. */
    Optional<String> option(int place, String name) {
        JsonNode options = list.path(place);
        if (!options.isObject() && !(options instanceof MissingNode)) {
            throw wrong();
        }
        JsonNode option = options.path(name);
        if (!option.isString() && !option.isMissingNode()) {
            throw wrong();
        }
        return option.isString() ? Optional.of(option.stringValue()) : Optional.empty();
    }

    StorageException wrong() {
        return new StorageException.BadRequest("'%s' takes %s.".formatted(method, takes));
    }

    StorageException wrong(IllegalArgumentException why) {
        return new StorageException.BadRequest("'%s': %s".formatted(method, why.getMessage()), why);
    }
}
