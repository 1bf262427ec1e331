package org.keyledger.kernel;

import java.util.UUID;

/**
 * A copy of personal or secret data that is not encrypted under the key of its subject, so that destroying that key does
 * not erase it. The copy is erased before the key is destroyed.
 */
public interface ErasableCopy {

    /**
     * Returns when nothing of the subject is left on the disk, and nothing will be written again. Idempotent.
     *
     * @param subject the id of an erased user, or of a closed tenant
     * @param position of the event that erased it
     * @throws RuntimeException if the copy could not be erased; the call must be repeated
     */
    void erase(UUID subject, long position);
}
