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
 * @param replaced keys of masters in whose place others are
 */
public record DraftOwner(Optional<String> key, String address, String person, List<String> replaced) {

    public DraftOwner {
        replaced = List.copyOf(replaced);
    }

    /** How drafts name it. */
    public String name() {
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

    /** Those of the same person at masters that are no more. */
    List<String> ofOtherMasters() {
        return replaced.stream()
                .filter(other -> !key.equals(Optional.of(other)))
                .map(other -> name(other, person))
                .toList();
    }

    /** Neither keys nor addresses have spaces. */
    private static String name(String master, String person) {
        return person.isEmpty() ? master : master + " " + person;
    }
}
