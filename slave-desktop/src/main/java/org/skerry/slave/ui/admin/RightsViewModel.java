package org.skerry.slave.ui.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.skerry.jio.FormId;
import org.skerry.jio.query.RecordView;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.Role;
import org.skerry.slave.ui.text.Sentence;

/** What somebody may do, as it is chosen on the screen. */
public final class RightsViewModel {

    /** People separate names by these, in Chinese too. */
    private static final Pattern BETWEEN = Pattern.compile("[,，、;；\n]");

    private final ObjectProperty<Role> role = new SimpleObjectProperty<>(Role.WRITER);
    private final StringProperty types = new SimpleStringProperty("");
    private final StringProperty onlyRead = new SimpleStringProperty("");
    private final BooleanProperty isOwnOnly = new SimpleBooleanProperty();
    private final StringProperty hidden = new SimpleStringProperty("");
    private Grant shown = Grant.of(Role.WRITER);
    private List<Object> shownTexts = texts(); // as they were before anybody typed

    public ObjectProperty<Role> role() {
        return role;
    }

    /** The only types that are seen, or changed too; nothing for all. */
    public StringProperty types() {
        return types;
    }

    /** For who may write: types that are only read. */
    public StringProperty onlyRead() {
        return onlyRead;
    }

    public BooleanProperty isOwnOnly() {
        return isOwnOnly;
    }

    /** Fields that are not seen. */
    public StringProperty hidden() {
        return hidden;
    }

    /** Shows other rights; what was chosen and not saved is gone. */
    void show(Grant grant) {
        shown = grant;
        role.set(grant.role());
        types.set(named(grant, grant.role()));
        onlyRead.set(grant.role() == Role.WRITER ? named(grant, Role.READER) : "");
        isOwnOnly.set(grant.isOwnOnly());
        hidden.set(String.join(", ", grant.hidden()));
        shownTexts = texts();
    }

    private List<Object> texts() {
        return List.of(role.get(), types.get(), onlyRead.get(), isOwnOnly.get(), hidden.get());
    }

    /** Shows what the master knows by now, unless something else is being chosen. */
    void follow(Grant grant) {
        if (!isChanged() && !grant.equals(shown)) {
            show(grant);
        }
    }

    boolean isChanged() {
        return !texts().equals(shownTexts);
    }

    private static String named(Grant grant, Role as) {
        return grant.types().orElse(Map.of()).entrySet().stream()
                .filter(type -> type.getValue() == as)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    /** Why these cannot be rights; nothing if they can. */
    Sentence mistake() {
        if (role.get() == Role.ADMIN) {
            return Sentence.NONE;
        }
        if (Stream.concat(names(types).stream(), names(onlyRead).stream()).anyMatch(FormId.TYPE::equals)) {
            return Sentence.of("admin.wrong.form");
        }
        Optional<String> twice =
                names(types).stream().filter(names(onlyRead)::contains).findFirst();
        if (role.get() == Role.WRITER && twice.isPresent()) {
            return Sentence.of("admin.wrong.twice", twice.get());
        }
        return names(hidden).stream()
                .filter(field -> field.equals(FormId.TYPE_FIELD) || field.equals(RecordView.OWNER))
                .findFirst()
                .map(field -> Sentence.of("admin.wrong.hidden", field))
                .orElse(Sentence.NONE);
    }

    /** What is chosen; whoever may do everything has no limits. */
    Grant grant() {
        if (role.get() == Role.ADMIN) {
            return Grant.of(Role.ADMIN);
        }
        Map<String, Role> named = new LinkedHashMap<>();
        names(types).forEach(type -> named.put(type, role.get()));
        if (role.get() == Role.WRITER) {
            names(onlyRead).forEach(type -> named.put(type, Role.READER));
        }
        return new Grant(
                role.get(), named.isEmpty() ? Optional.empty() : Optional.of(named), isOwnOnly.get(), names(hidden));
    }

    private static List<String> names(StringProperty text) {
        return BETWEEN.splitAsStream(text.get())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
