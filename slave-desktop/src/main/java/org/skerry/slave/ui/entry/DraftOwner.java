package org.skerry.slave.ui.entry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * For which master, and by whom, records are kept on this PC: what one person made is not another's.
 *
 * @param key of the master, where it has proved one: it is the same master at any address, and no other one that is met there
 * @param address of the master
 * @param person who has signed in; empty if nobody has
 */
public record DraftOwner(Optional<String> key, String address, String person) {

    /** How drafts name it. */
    String name() {
        return name(key.orElse(address), person);
    }

    /** How older drafts of the same owner may name it: the master was not known by its key. */
    List<String> names() {
        return Stream.of(name(), name(address, person)).distinct().toList();
    }

    /** Those of nobody in particular, from before people signed in at this master. */
    List<String> ofNobody() {
        return person.isEmpty()
                ? List.of()
                : Stream.of(key.orElse(address), address).distinct().toList();
    }

    /** Neither keys nor addresses have spaces. */
    private static String name(String master, String person) {
        return person.isEmpty() ? master : master + " " + person;
    }
}
