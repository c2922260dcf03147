package org.skerry.protocol.pairing;

import java.nio.charset.StandardCharsets;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.protocol.signal.Description;
import org.skerry.protocol.signal.SignalCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each side says for the other's eyes only, at the end of a pairing.
 *
 * @param name of the PC, for people
 */
public record SealedWords(Description description, NodeCertificate certificate, String name) {

    private static final int MAX_NAME_LENGTH = 100;

    byte[] bytes() {
        ObjectNode json = JsonText.object();
        json.put("description", description.json());
        json.put("certificate", certificate.text());
        json.put("name", name);
        return JsonText.write(json).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException in one plain sentence, if it is something else, or another node's certificate */
    static SealedWords read(byte[] bytes, Description.Kind kind, Fingerprint author) {
        try {
            JsonNode json = JsonText.read(new String(bytes, StandardCharsets.UTF_8));
            Description description = Description.read(json.path("description").asString(""));
            NodeCertificate certificate =
                    new NodeCertificate(json.path("certificate").asString(""));
            if (!certificate.fingerprint().equals(author)) {
                throw new IllegalArgumentException("This is the certificate of another PC.");
            }
            if (description.kind() != kind) {
                throw new IllegalArgumentException("This description is of the wrong type.");
            }
            return new SealedWords(
                    description,
                    certificate,
                    SignalCodec.printable(json.path("name").asString(""), MAX_NAME_LENGTH));
        } catch (StorageException.BadRequest notJson) {
            throw new IllegalArgumentException(notJson.getMessage(), notJson);
        }
    }
}
