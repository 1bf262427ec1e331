package org.keyledger.gateway.identifier;

/** A source of random or derived bytes. */
@FunctionalInterface
public interface RandomSource {

    /**
     * @param label what the bytes are for; a source that derives them returns equal bytes for equal labels
     * @return {@code length} bytes that cannot be guessed
     */
    byte[] bytes(String label, int length);
}
