package org.keyledger.gateway.stepup;

import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.user.FoundLogin.Login;

/**
 * A user who has proved who they are. Only a proof creates one, so whatever starts a session cannot start it without a
 * proof.
 */
public final class ProvedUser {

    private final Login account;
    private final Authentication authentication;

    ProvedUser(Login account, Authentication authentication) {
        this.account = account;
        this.authentication = authentication;
    }

    /** The account, with the credential version at which the proof holds. */
    public Login account() {
        return account;
    }

    /** How and when the user proved who they are. */
    public Authentication authentication() {
        return authentication;
    }

    @Override
    public String toString() {
        return "ProvedUser[" + account.user() + "]";
    }
}
