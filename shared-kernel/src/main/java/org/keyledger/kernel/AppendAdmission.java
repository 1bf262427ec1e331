package org.keyledger.kernel;

/** The ledger's entrance, seen from outside: who does something dear before a commit looks first. */
public interface AppendAdmission {

    /** Whether a commit would be taken at this moment; a promise for the next it is not. */
    boolean isOpen();
}
