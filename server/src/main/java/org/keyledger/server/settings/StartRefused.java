package org.keyledger.server.settings;

/** Why the service does not start and what to do about it: one paragraph for whoever started it. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartRefused(String what) {
        super(what);
    }

    public StartRefused(String what, Throwable cause) {
        super(what, cause);
    }
}
