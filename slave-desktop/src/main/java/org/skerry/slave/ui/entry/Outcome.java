package org.skerry.slave.ui.entry;

import tools.jackson.databind.node.ObjectNode;

/** What became of a wish to change a record on the master. */
sealed interface Outcome {

    Outcome DONE = new Done();
    Outcome GONE = new Gone();

    record Done() implements Outcome {}

    /** Somebody else has changed it meanwhile; nothing was written. */
    record Changed(ObjectNode theirs) implements Outcome {}

    /** Somebody else has deleted it meanwhile; nothing was written. */
    record Gone() implements Outcome {}

    /** It has files that would go with it; nothing was written. */
    record HasAttachments(int count) implements Outcome {}
}
