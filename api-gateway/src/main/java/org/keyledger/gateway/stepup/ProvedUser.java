package org.keyledger.gateway.stepup;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.user.FoundLogin.Login;

/**
 * A user who has proved who they are. Only a proof creates one, so whatever starts a session cannot start it without a
 * proof.
 */
public final class ProvedUser {

    private final Login account;
    private final Authentication authentication;
    private final @Nullable FactorUse factor;

    ProvedUser(Login account, Authentication authentication) {
        this(account, authentication, null);
    }

    /** @param factor the use of the second factor; null if none was used */
    ProvedUser(Login account, Authentication authentication, @Nullable FactorUse factor) {
        this.account = account;
        this.authentication = authentication;
        this.factor = factor;
    }

    /** The account, with the credential version at which the proof holds. */
    public Login account() {
        return account;
    }

    /** How and when the user proved who they are. */
    public Authentication authentication() {
        return authentication;
    }

    /** The use of the second factor that the start of the session records; null if none was used. */
    public @Nullable FactorUse factor() {
        return factor;
    }

    @Override
    public String toString() {
        return "ProvedUser[" + account.user() + "]";
    }
}
