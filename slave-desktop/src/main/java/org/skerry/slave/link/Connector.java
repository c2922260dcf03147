package org.skerry.slave.link;

/** Connects to one master, once per call. */
interface Connector {

    /** @throws LinkFailure saying in one sentence what went wrong */
    Connection connect() throws LinkFailure;
}
