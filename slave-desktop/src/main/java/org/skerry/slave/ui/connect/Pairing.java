package org.skerry.slave.ui.connect;

import org.skerry.protocol.pairing.PairingCode;

/**
 * How a PC wants to be paired.
 *
 * @param name of this PC, for the people at the master
 */
public record Pairing(PairingCode code, String name) {}
