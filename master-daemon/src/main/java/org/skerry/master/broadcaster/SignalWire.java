package org.skerry.master.broadcaster;

/** The sending half of one WebSocket. Calls do not wait, and do nothing once it is closed. */
interface SignalWire {

    /** WebSocket close code: the client breaks the rules (RFC 6455, 7.4.1). */
    int POLICY_VIOLATION = 1008;

    /** WebSocket close code: the server goes away. */
    int GOING_AWAY = 1001;

    void send(String frame);

    void close(int code, String reason);
}
