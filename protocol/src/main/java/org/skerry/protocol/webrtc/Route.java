package org.skerry.protocol.webrtc;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Which way a connection takes to its peer. */
public enum Route {

    /** Over the network interfaces of this machine. */
    LAN,

    /**
     * Within this machine, whether a network is there or not. The other side is told 127.0.0.1 and, on the same port,
     * this machine's IPv4 addresses, since some peers cannot reach 127.0.0.1 from the socket they have.
     */
    LOOPBACK;

    /**
     * The way to the peer at the other end of a signalling connection.
     *
     * @param signallingPeer its address, as the WebSocket knows it
     * @return LOOPBACK if that is a loopback address, or if no other interface is up here
     */
    public static Route to(InetAddress signallingPeer) {
        return signallingPeer.isLoopbackAddress() || !isNetworkUp() ? LOOPBACK : LAN;
    }

    private static boolean isNetworkUp() {
        try {
            return NetworkInterface.networkInterfaces().anyMatch(Route::carriesTraffic);
        } catch (SocketException noInterfaces) {
            return false;
        }
    }

    static boolean carriesTraffic(NetworkInterface candidate) {
        try {
            return candidate.isUp() && !candidate.isLoopback();
        } catch (SocketException vanished) {
            return false;
        }
    }
}
