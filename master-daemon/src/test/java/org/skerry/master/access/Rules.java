package org.skerry.master.access;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The rules, as they are written for people: what a grant lets somebody do with a record. */
record Rules(Grant grant, String me) {

    boolean sees(ObjectNode body) {
        if (body.path("portal_type").asString("").equals("Form")) {
            return grant.types().isEmpty()
                    || grant.types().get().containsKey(body.path("for").asString());
        }
        return role(body) != null && isHis(body);
    }

    boolean writes(ObjectNode body) {
        if (grant.role() == Role.ADMIN) {
            return true;
        }
        return !body.path("portal_type").asString("").equals("Form")
                && grant.role() == Role.WRITER
                && role(body) == Role.WRITER
                && isHis(body);
    }

    private @Nullable Role role(ObjectNode body) {
        String type = body.path("portal_type").asString("-");
        return grant.types().isEmpty() ? grant.role() : grant.types().get().get(type);
    }

    private boolean isHis(ObjectNode body) {
        return !grant.isOwnOnly() || body.path("owner").asString("").equals(me);
    }

    ObjectNode shown(ObjectNode body) {
        ObjectNode shown = body.deepCopy();
        shown.remove(grant.hidden());
        return shown;
    }
}
