package org.keyledger.server;

/** The program: {@code keyledger [role]}. */
public final class Keyledger {

    private Keyledger() {}

    public static void main(String... arguments) {
        throw new UnsupportedOperationException("no role is wired yet");
    }
}
