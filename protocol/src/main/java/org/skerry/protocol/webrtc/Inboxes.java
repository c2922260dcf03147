package org.skerry.protocol.webrtc;

/** What has come and was not received yet, of both channels of a peer. */
record Inboxes(Inbox messages, Inbox files) {

    Inboxes(WebRtcSettings settings) {
        this(
                new Inbox(settings.inboxBytes(), settings.inboxMessages()),
                new Inbox(settings.inboxBytes(), settings.inboxMessages()));
    }
}
