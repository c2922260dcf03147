package org.skerry.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.StorageException;

class NodeIdentityTest {

    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndKeptForItsUserOnly() throws Exception {
        assertTrue(NodeIdentity.kept(folder).isEmpty());

        NodeIdentity made = NodeIdentity.in(folder);

        Path file = folder.resolve("identity.pem");
        assertAll(
                () -> assertEquals(made.fingerprint(), NodeIdentity.in(folder).fingerprint()),
                () -> assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file))),
                () -> {
                    try (var files = Files.list(folder)) {
                        assertEquals(1, files.count());
                    }
                });
    }

    @Test
    void damagedFileIsToldAndStays() throws Exception {
        NodeIdentity.in(folder);
        Path file = folder.resolve("identity.pem");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));

        StorageException told = assertThrows(StorageException.class, () -> NodeIdentity.in(folder));

        assertAll(
                () -> assertTrue(String.valueOf(told.getMessage()).contains("identity.pem")),
                () -> assertEquals(text.substring(0, text.length() / 2), Files.readString(file)));
    }

    @Test
    void keyOfAnotherCertificateIsToldToo() throws Exception {
        NodeIdentity one = NodeIdentity.make();
        NodeIdentity other = NodeIdentity.make();
        Files.writeString(folder.resolve("identity.pem"), one.privateKeyPem() + other.certificatePem());

        assertThrows(StorageException.class, () -> NodeIdentity.in(folder));
    }

    @Test
    void signaturesAreThoseOfTheCertificate() {
        NodeIdentity identity = NodeIdentity.make();
        NodeCertificate certificate = NodeCertificate.read(identity.certificate());
        byte[] message = {1, 2, 3};

        assertAll(
                () -> assertEquals(identity.fingerprint(), certificate.fingerprint()),
                () -> assertTrue(certificate.hasSigned(message, identity.sign(message))),
                () -> assertFalse(certificate.hasSigned(new byte[] {1, 2, 4}, identity.sign(message))),
                () -> assertFalse(certificate.hasSigned(message, new byte[0])),
                () -> assertFalse(
                        certificate.hasSigned(message, NodeIdentity.make().sign(message))),
                () -> assertThrows(IllegalArgumentException.class, () -> NodeCertificate.read(new byte[10])));
    }

    @Test
    void fingerprintsAreWrittenForPeople() {

        Fingerprint known = Fingerprint.ofSdp("sha-256 " + "00:".repeat(31) + "00");

        assertAll(
                () -> assertEquals("AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA-AAAAAAA", known.groups()),
                () -> assertTrue(NodeIdentity.make().fingerprint().groups().matches("([A-Z2-7]{7}-){7}[A-Z2-7]{7}")),
                () -> assertThrows(IllegalArgumentException.class, () -> Fingerprint.ofSdp("sha-1 00")));
    }

    @Test
    void codesAreReadAsPeopleTypeThem() {
        assertAll(
                () -> assertEquals("123456", PairingCode.read(" 123 456").digits()),
                () -> assertEquals("123456", PairingCode.read("123-456").digits()),
                () -> assertEquals("123456", PairingCode.read("１２３　４５６").digits()),
                () -> assertEquals("123 456", new PairingCode("123456").spaced()),
                () -> assertFalse(new PairingCode("123456").toString().contains("123")),
                () -> assertThrows(IllegalArgumentException.class, () -> PairingCode.read("12345")));
    }
}
