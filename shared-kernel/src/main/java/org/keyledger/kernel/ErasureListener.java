package org.keyledger.kernel;

/** Removes decrypted values from memory after the key of an erased user or closed tenant was destroyed. */
@FunctionalInterface
public interface ErasureListener {

    /** Called on the node that destroyed the key, each time it does. */
    void onErased();
}
