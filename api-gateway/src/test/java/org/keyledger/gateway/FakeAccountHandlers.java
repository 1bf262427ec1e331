package org.keyledger.gateway;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keyledger.gateway.FakeBackend.StoredSession;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionListing;
import org.keyledger.kernel.session.SessionListingPage;
import org.keyledger.kernel.session.SessionQuery.ListSessions;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangeProfile;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.DropEmailChange;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;
import org.keyledger.kernel.user.UserId;

/** The account commands and queries of the {@link FakeCommandBus} and the {@link FakeQueryHandlers}. */
final class FakeAccountHandlers {

    private final FakeBackend backend;
    private final FakeApiKeyHandlers keys;
    private final FakePasswordHandlers passwords;
    private final Set<UserId> requestedChanges = ConcurrentHashMap.newKeySet();
    private final Set<UserId> undone = ConcurrentHashMap.newKeySet();
    private final Set<UserId> secured = ConcurrentHashMap.newKeySet();

    FakeAccountHandlers(FakeBackend backend, FakeApiKeyHandlers keys, FakePasswordHandlers passwords) {
        this.backend = backend;
        this.keys = keys;
        this.passwords = passwords;
    }

    Decision change(ChangeEmail it) {
        if (!passwords.version(it.user()).equals(it.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        requestedChanges.add(it.user());
        return done();
    }

    Decision confirm(ConfirmEmailChange it) {
        return requestedChanges.remove(it.user()) ? done() : refuse(Refusal.INVALID_TOKEN);
    }

    Decision cancel(CancelEmailChange it) {
        return requestedChanges.remove(it.user()) ? done() : noChange();
    }

    Decision drop(DropEmailChange it) {
        return requestedChanges.remove(it.session().user()) ? done() : noChange();
    }

    Decision undo(UndoEmailChange it) {
        if (!undone.add(it.user())) {
            return noChange();
        }
        passwords.endSessions(it.user(), null);
        return done();
    }

    Decision secure(SecureAccount it) {
        if (!secured.add(it.user())) {
            return noChange();
        }
        passwords.endSessions(it.user(), null);
        return done();
    }

    Decision change(ChangeProfile it) {
        var user = backend.users.get(it.user());
        var named = it.name() == null ? user : user.withName(it.name(), backend.now());
        backend.users.put(it.user(), it.language() == null ? named : named.withLanguage(it.language(), backend.now()));
        return done();
    }

    Decision erase(EraseUser it) {
        if (!backend.users.containsKey(it.user())) {
            return noChange();
        }
        if (!passwords.version(it.user()).equals(it.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        var erased = backend.users.remove(it.user());
        backend.logins.values().removeIf(login -> login.user().equals(it.user()));
        passwords.endSessions(it.user(), null);
        backend.keys.values().stream()
                .filter(key -> key.tenant().equals(erased.tenant()))
                .map(key -> new RevokeApiKey(key.listing().keyId(), erased.tenant()))
                .toList()
                .forEach(keys::revoke);
        return done();
    }

    Decision changePolicy(ChangeTenantPolicy it) {
        if (!passwords.version(it.user()).equals(it.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        var before = backend.policies.getOrDefault(it.tenant(), TenantPolicy.UNSET);
        var changed = before.with(it.rules(), it.values());
        backend.policies.put(it.tenant(), changed);
        return changed.equals(before) ? noChange() : done();
    }

    Decision endOthers(EndOtherSessions it) {
        passwords.endSessions(it.user(), it.kept());
        return done();
    }

    static SessionListingPage list(FakeBackend backend, ListSessions query) {
        if (query.cursor() != null) {
            throw new IllegalArgumentException("not a cursor of this fake");
        }
        var all = backend.sessions.values().stream()
                .filter(session -> !session.ended())
                .map(StoredSession::live)
                .filter(session -> session.user().equals(query.user()))
                .sorted(Comparator.comparing(ActiveSession::startedAt).reversed())
                .map(session -> new SessionListing(
                        session.session(), session.startedAt(), session.startedAt(), "192.0.2.1", null))
                .toList();
        return all.size() > query.limit()
                ? new SessionListingPage(all.subList(0, query.limit()), "more")
                : new SessionListingPage(List.copyOf(all), null);
    }
}
