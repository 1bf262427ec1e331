package org.keyledger.kernel.passkey;

/**
 * What an authenticator has signed about a passkey (WebAuthn Level 3, section 6.1).
 *
 * @param counter the signature counter; 0 if the authenticator has none
 * @param backupEligible whether the passkey can be copied to other devices, which never changes
 * @param backedUp whether it has been copied
 */
public record AuthenticatorState(long counter, boolean backupEligible, boolean backedUp) {

    /**
     * Whether a signature with this counter can follow one with the other counter (WebAuthn Level 3, section 7.2). If not,
     * a copy of the private key may exist.
     */
    public static boolean canFollow(long counter, long previous) {
        return counter > previous || (counter == 0 && previous == 0);
    }
}
