package org.skerry.protocol.signal;

/**
 * A complete WebRTC session description: all candidates are inside (JSEP's {@code {type, sdp}}).
 *
 * @param sdp at most 60,000 characters
 */
public record Description(Kind kind, String sdp) {

    public enum Kind {
        OFFER,
        ANSWER
    }
}
