package org.skerry.slave.link;

import java.util.function.Consumer;

/** Connects to one master, once per call. */
interface Connector {

    /**
     * @param progress told each step as it begins, on the calling thread
     * @throws LinkFailure saying in one sentence what went wrong
     */
    Connection connect(Consumer<LinkStep> progress) throws LinkFailure;
}
