package org.skerry.slave.files;

/** A file cannot be used at all; the message is one plain sentence that names it. */
public final class FileFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FileFailure(String message) {
        super(message);
    }

    public FileFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
