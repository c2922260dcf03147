package org.skerry.system.demo;

/** Something in the demo went otherwise than promised; the message is one plain sentence. */
final class DemoFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailed(String message) {
        super(message);
    }
}
