package org.keyledger.kernel.user;

import org.keyledger.kernel.tenant.TenantId;

/**
 * Creates the encryption keys of an account before the commit that creates the account, so that a sign-up can do it while
 * the password is hashed. A key whose account is never created is harmless: it encrypts nothing.
 */
@FunctionalInterface
public interface SubjectKeyCreator {

    /** Returns when the keys are durable; does nothing for one that exists. */
    void createKeys(UserId user, TenantId tenant);
}
