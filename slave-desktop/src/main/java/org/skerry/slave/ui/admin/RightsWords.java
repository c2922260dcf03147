package org.skerry.slave.ui.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.Role;
import org.skerry.slave.ui.text.Sentence;

/** Rights, as people say them. */
final class RightsWords {

    /** How records without a type are written where types are named. */
    static final String WITHOUT_TYPE = "-";

    private RightsWords() {}

    static Sentence of(Role role) {
        return Sentence.of("admin.role." + role.word());
    }

    /** With its limits. */
    static Sentence of(Grant grant) {
        List<Sentence> all = new ArrayList<>();
        all.add(of(grant.role()));
        all.addAll(limits(grant));
        return joined(all, "admin.and");
    }

    private static List<Sentence> limits(Grant grant) {
        List<Sentence> limits = new ArrayList<>();
        grant.types().ifPresent(types -> {
            List<String> changed = types.entrySet().stream()
                    .filter(type -> type.getValue() == grant.role())
                    .map(Map.Entry::getKey)
                    .toList();
            List<String> onlyRead = types.keySet().stream()
                    .filter(type -> !changed.contains(type))
                    .toList();
            if (!changed.isEmpty() || onlyRead.isEmpty()) {
                limits.add(Sentence.of("admin.limit.types", types(changed)));
            }
            if (!onlyRead.isEmpty()) {
                limits.add(Sentence.of("admin.limit.read", types(onlyRead)));
            }
        });
        if (grant.isOwnOnly()) {
            limits.add(Sentence.of("admin.limit.own"));
        }
        if (!grant.hidden().isEmpty()) {
            limits.add(Sentence.of("admin.limit.hidden", names(grant.hidden())));
        }
        return limits;
    }

    private static Sentence types(Collection<String> types) {
        return types.isEmpty() ? Sentence.of("admin.limit.nothing") : names(types);
    }

    private static Sentence names(Collection<String> names) {
        return joined(
                names.stream()
                        .map(name -> name.equals(WITHOUT_TYPE)
                                ? Sentence.of("admin.limit.withoutType")
                                : Sentence.of("admin.named", name))
                        .toList(),
                "admin.list");
    }

    private static Sentence joined(List<Sentence> parts, String by) {
        return parts.stream()
                .reduce((one, other) -> Sentence.of(by, one, other))
                .orElse(Sentence.NONE);
    }
}
