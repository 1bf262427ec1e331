package org.keyledger.kernel;

/** Whether the ledger accepts commits now; checked before expensive work such as password hashing. */
public interface AppendAdmission {

    /** Whether a commit would be accepted at this moment. No guarantee for the next commit. */
    boolean isOpen();
}
