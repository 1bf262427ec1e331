package org.keyledger.query.verifier;

import java.time.Instant;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.restore.RestoreEvent;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.ledger.Position;

/** All tables of the verifier, and how events change them. Keys and sessions refer to principals by number. */
record VerifierTables(PrincipalTable principals, ApiKeyTable keys, SessionTable sessions) {

    static VerifierTables empty() {
        var principals = new PrincipalTable();
        return new VerifierTables(principals, new ApiKeyTable(principals), new SessionTable(principals));
    }

    void apply(Object event, Position position, Instant time) {
        if (event instanceof ApiKeyEvent key) {
            keys.apply(key, position, time);
        } else if (event instanceof SessionEvent session) {
            sessions.apply(session, position, time);
        } else if (event instanceof UserEvent user) {
            apply(user);
        } else if (event instanceof TenantClosed closed) {
            principals.close(principals.numberOf(closed.tenant()));
        } else if (event instanceof RestoreEvent restore) {
            apply(restore, position.value());
        }
    }

    /** The state may be ahead of the event: a registration replaces no later credential. */
    private void apply(UserEvent event) {
        if (event instanceof UserErased erased) {
            principals.erase(principals.numberOf(erased.user()));
        } else if (event instanceof ApiKeysEnded ended) {
            principals.acceptKeysFrom(principals.numberOf(ended.user()), ended.credential());
        } else {
            CredentialState.after(event).ifPresent(state -> {
                var user = principals.numberOf(event.user());
                if (!(event instanceof UserRegistered && principals.hasCredential(user))) {
                    principals.putCredential(user, state);
                }
            });
        }
    }

    private void apply(RestoreEvent event, long position) {
        if (event instanceof SessionsEnded) {
            sessions.endAllStartedBefore(position);
        } else if (event instanceof KeysSuspended) {
            keys.suspendAll(position);
        } else if (event instanceof KeysConfirmed confirmed) {
            if (confirmed.tenant() == null) {
                keys.suspendAll(0);
            } else {
                principals.confirmedTenants().put(principals.numberOf(confirmed.tenant()), position);
            }
        }
    }
}
