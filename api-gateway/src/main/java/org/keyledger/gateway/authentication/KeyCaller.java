package org.keyledger.gateway.authentication;

import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** A caller that is authenticated by an active API key: by its secret, or by a token that its signature minted. */
public final class KeyCaller implements VerifiedCaller {

    private final ActiveApiKey key;
    private final Via via;

    KeyCaller(ActiveApiKey key, Via via) {
        this.key = key;
        this.via = via;
    }

    @Override
    public Via via() {
        return via;
    }

    @Override
    public TenantId tenant() {
        return key.tenant();
    }

    @Override
    public String subject() {
        return key.owner().toString();
    }

    @Override
    public UserId user() {
        return key.owner().user().orElseThrow(Problem.NO_USER::toException);
    }

    ActiveApiKey active() {
        return key;
    }

    public ApiKeyId key() {
        return key.key();
    }

    public Scopes scopes() {
        return key.access().scopes();
    }
}
