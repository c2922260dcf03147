package org.skerry.jio.local;

import java.util.List;

/** What brings a database back to an older format. */
final class OldFormats {

    /** To format 3. */
    static final List<String> WITHOUT_HISTORY = List.of(
            "drop table version",
            "drop table attachment_version",
            "drop index audit_after",
            "alter table attachment drop column since",
            "alter table attachment drop column sum",
            "alter table record drop column sum",
            "delete from meta where name = 'history-time'",
            "update meta set value = '3' where name = 'format'");

    private OldFormats() {}
}
