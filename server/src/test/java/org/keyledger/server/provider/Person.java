package org.keyledger.server.provider;

/** A person who has an account at a test provider. */
public record Person(String subject, String email, boolean emailVerified, String name) {

    public static Person verified(String subject, String email) {
        return new Person(subject, email, true, "Ada of the provider");
    }

    public static Person unverified(String subject, String email) {
        return new Person(subject, email, false, "Ada of the provider");
    }
}
