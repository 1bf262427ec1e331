package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ExpiringProjection;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/**
 * Projects the state that the verifier loads at start, so that it need not read the whole history. Removes what cannot
 * become valid again.
 */
final class VerifierProjection implements ExpiringProjection {

    static final ViewDefinition<VerifiableApiKey> KEYS = ViewDefinition.of("verifier-keys", VerifiableApiKey.class)
            .expiring(key -> Optional.ofNullable(key.until()));
    static final ViewDefinition<VerifiableSession> SESSIONS = ViewDefinition.of(
                    "verifier-sessions", VerifiableSession.class)
            .expiring(session -> Optional.of(session.lifetime().end()));
    static final ViewDefinition<UserCredentialState> USERS =
            ViewDefinition.of("verifier-users", UserCredentialState.class);
    static final ViewDefinition<ClosedTenant> CLOSED_TENANTS =
            ViewDefinition.of("verifier-closed-tenants", ClosedTenant.class);
    static final ViewDefinition<AcceptedKeyVersion> ACCEPTED_KEY_VERSIONS =
            ViewDefinition.of("verifier-accepted-key-versions", AcceptedKeyVersion.class);
    static final List<String> VIEWS =
            List.of(KEYS.view(), SESSIONS.view(), USERS.view(), CLOSED_TENANTS.view(), ACCEPTED_KEY_VERSIONS.view());

    private final View<VerifiableApiKey> keys;
    private final View<VerifiableSession> sessions;
    private final View<UserCredentialState> users;
    private final View<ClosedTenant> closedTenants;
    private final View<AcceptedKeyVersion> acceptedKeyVersions;

    VerifierProjection(ReadModels models) {
        this.keys = models.view(KEYS);
        this.sessions = models.view(SESSIONS);
        this.users = models.view(USERS);
        this.closedTenants = models.view(CLOSED_TENANTS);
        this.acceptedKeyVersions = models.view(ACCEPTED_KEY_VERSIONS);
    }

    @EventHandler
    void on(ApiKeyIssued event, Position position) {
        keys.put(event.key(), position, VerifiableApiKey.of(event, position));
    }

    @EventHandler
    void on(ApiKeyConfirmed event, Position position) {
        keys.changeIfPresent(event.key(), position, key -> key.confirmedAt(position));
    }

    @EventHandler
    void on(ApiKeyChanged event, Position position, @Timestamp Instant time) {
        keys.changeIfPresent(
                event.key(), position, key -> key.after(event, time).orElse(key));
    }

    @EventHandler
    void on(ApiKeyRotated event, Position position, @Timestamp Instant time) {
        keys.changeIfPresent(
                event.key(), position, key -> key.after(event, time).orElse(key));
    }

    @EventHandler
    void on(ApiKeyRevoked event) {
        keys.remove(event.key());
    }

    @EventHandler
    void on(SessionStarted event, Position position, @Timestamp Instant time) {
        sessions.put(event.session(), position, VerifiableSession.of(event, position, time));
    }

    @EventHandler
    void on(SessionRefreshed event, Position position, @Timestamp Instant time) {
        sessions.changeIfPresent(
                event.session(), position, session -> session.after(event, time).orElse(session));
    }

    @EventHandler
    void on(RefreshTokenReused event) {
        sessions.remove(event.session());
    }

    @EventHandler
    void on(SessionEnded event) {
        sessions.remove(event.session());
    }

    @EventHandler
    void on(UserRegistered event, Position position) {
        put(event, position);
    }

    @EventHandler
    void on(PasswordReset event, Position position) {
        put(event, position);
    }

    @EventHandler
    void on(PasswordChanged event, Position position) {
        put(event, position);
    }

    @EventHandler
    void on(OtherSessionsEnded event, Position position) {
        put(event, position);
    }

    @EventHandler
    void on(AccountSecured event, Position position) {
        put(event, position);
    }

    @EventHandler
    void on(AccountReclaimed event, Position position) {
        put(event, position);
    }

    @EventHandler
    void on(EmailChangeUndone event, Position position) {
        put(event, position);
    }

    private void put(UserEvent event, Position position) {
        CredentialState.after(event)
                .ifPresent(state -> users.put(event.user(), position, new UserCredentialState(event.user(), state)));
    }

    @Override
    public int removeEnded(Instant now, int limit) {
        var endedKeys = keys.removeEnded(now, limit, key -> {});
        var endedSessions = sessions.removeEnded(now, limit, session -> {});
        return Math.max(endedKeys, endedSessions);
    }

    @EventHandler
    void on(UserErased event, Position position) {
        users.remove(event.user());
        refuseKeys(AcceptedKeyVersion.of(event), position);
    }

    @EventHandler
    void on(ApiKeysEnded event, Position position) {
        refuseKeys(AcceptedKeyVersion.of(event), position);
    }

    private void refuseKeys(AcceptedKeyVersion version, Position position) {
        acceptedKeyVersions.change(version.user(), position, version, known -> known.and(version));
    }

    @EventHandler
    void on(TenantClosed event, Position position) {
        closedTenants.put(event.tenant(), position, new ClosedTenant(event.tenant()));
    }
}
