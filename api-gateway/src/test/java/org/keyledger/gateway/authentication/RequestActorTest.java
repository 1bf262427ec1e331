package org.keyledger.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.authentication.VerifiedCaller.Via;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

@DisplayName("The actor of a request")
class RequestActorTest {

    private static final UserId USER = new UserId(new UUID(1, 1));
    private static final TenantId TENANT = new TenantId(new UUID(1, 2));
    private static final SessionId SESSION = new SessionId(new UUID(1, 3));
    private static final ApiKeyId KEY = new ApiKeyId(new UUID(1, 4));
    private static final ActiveSession ACTIVE = new ActiveSession(
            SESSION,
            USER,
            TENANT,
            CredentialVersion.FIRST,
            false,
            Authentication.byPassword(Instant.EPOCH),
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60));

    @Test
    void with_an_access_token_is_the_user_with_the_session() {
        assertThat(RequestActor.of(new BearerCaller(ACTIVE))).isEqualTo(Actor.user(USER, SESSION, TENANT));
        assertThat(RequestActor.refreshing(ACTIVE)).isEqualTo(Actor.user(USER, SESSION, TENANT));
    }

    @Test
    void with_an_api_key_is_the_key_and_its_creator() {
        var access = ApiKeyAccess.unrestricted(Scopes.of(List.of("read")));
        var caller = new KeyCaller(new ActiveApiKey(KEY, TENANT, USER, KeyOwner.of(TENANT), access, null), Via.API_KEY);

        assertThat(RequestActor.of(caller)).isEqualTo(Actor.key(USER, KEY, TENANT));
    }

    @Test
    void without_a_credential_is_anonymous() {
        assertThat(RequestActor.withoutCredential().user()).isNull();
        assertThat(RequestActor.signingUp(USER, TENANT)).isEqualTo(Actor.anonymous(USER, TENANT));
    }
}
