package org.skerry.protocol.webrtc;

import org.skerry.protocol.session.Frame;

/** Where what comes from a peer goes; called on the native thread that serves all peers, so it never waits. */
interface FrameSink {

    /** Where nothing is to come. */
    FrameSink NONE = new FrameSink() {
        @Override
        public boolean accept(Frame frame) {
            return false;
        }

        @Override
        public void finish() {}
    };

    /** @return false if there is no room; the peer is closed then */
    boolean accept(Frame frame);

    /** Nothing more comes. */
    void finish();
}
