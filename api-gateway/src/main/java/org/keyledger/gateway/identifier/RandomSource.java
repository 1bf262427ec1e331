package org.keyledger.gateway.identifier;

/** Where chance comes from. */
@FunctionalInterface
public interface RandomSource {

    /**
     * @param label names the thing that the bytes are for; one that derives them gives equal names equal bytes
     * @return so many bytes that nobody can guess
     */
    byte[] bytes(String label, int length);
}
