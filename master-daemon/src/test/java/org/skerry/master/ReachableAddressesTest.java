package org.skerry.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReachableAddressesTest {

    @Test
    void loopbackComesFirstAndIpv6IsInBrackets() {
        List<InetSocketAddress> listening = Stream.of(
                        "2001:db8:0:0:1:0:0:1",
                        "192.168.1.5",
                        "fe80::1",
                        "::1",
                        "fd00::",
                        "127.0.0.1",
                        "1:0:2:0:3:0:4:5")
                .map(ReachableAddressesTest::address)
                .toList();

        assertEquals(
                List.of(
                        "ws://127.0.0.1:9999/",
                        "ws://[::1]:9999/",
                        "ws://192.168.1.5:9999/",
                        "ws://[2001:db8::1:0:0:1]:9999/",
                        "ws://[fd00::]:9999/",
                        "ws://[1:0:2:0:3:0:4:5]:9999/"),
                ReachableAddresses.urls(listening));
    }

    @Test
    void allAddressesOfThisMachineStandForTheWildcard() {
        List<String> urls = ReachableAddresses.urls(List.of(address("::")));

        assertEquals("ws://127.0.0.1:9999/", urls.getFirst());
        assertFalse(urls.contains("ws://0.0.0.0:9999/") || urls.contains("ws://[::]:9999/"));
    }

    private static InetSocketAddress address(String text) {
        try {
            return new InetSocketAddress(InetAddress.getByName(text), 9999);
        } catch (UnknownHostException notALiteral) {
            throw new IllegalArgumentException(notALiteral);
        }
    }
}
