package org.skerry.slave.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skerry.protocol.pairing.PairingCode;

class InvitationTest {

    private static final MasterAddress ADDRESS = new MasterAddress("192.168.1.5", 9999);

    @Test
    void aLinkBringsTheCodeAlong() {
        Map.of(
                        "skerry://192.168.1.5/?code=271828", "271828",
                        "skerry://192.168.1.5?code=000001#x", "000001",
                        "SKERRY://192.168.1.5:9999/?from=mail&code=271828&code=111111", "271828")
                .forEach((link, digits) -> assertEquals(
                        new Invitation(ADDRESS, Optional.of(new PairingCode(digits)), true),
                        Invitation.parse(link),
                        link));
    }

    @Test
    void whatIsNoCodeOfSixDigitsIsIgnored() {
        for (String query : List.of(
                "",
                "?",
                "?code=",
                "?code=12345",
                "?code=1234567",
                "?code=12345x",
                "?code=١٢٣٤٥٦",
                "?barcode=123456",
                "?x=1#code=123456",
                "?CODE=123456")) {
            assertEquals(
                    new Invitation(ADDRESS, Optional.empty(), true),
                    Invitation.parse("skerry://192.168.1.5/" + query),
                    query);
        }
    }

    @Test
    void anAddressIsNoLink() {
        assertFalse(Invitation.parse("ws://192.168.1.5:9999/").isLink());
        assertFalse(Invitation.parse("skerry").isLink());
    }

    @Test
    void whatIsSentIsUnderstoodThere() {
        for (String host : List.of("192.168.1.5", "fd00::5", "前台")) {
            Invitation sent = Invitation.to(new MasterAddress(host, 9000), new PairingCode("271828"));

            assertEquals(sent, Invitation.parse(sent.link()));
        }
        assertEquals(
                "skerry://[fd00::5]:9000/?code=271828",
                Invitation.to(new MasterAddress("fd00::5", 9000), new PairingCode("271828"))
                        .link());
    }

    @Test
    void theCodeIsNotToBeFoundInLogs() {
        assertTrue(
                Invitation.parse("skerry://192.168.1.5/?code=271828").toString().contains("hidden"));
    }
}
