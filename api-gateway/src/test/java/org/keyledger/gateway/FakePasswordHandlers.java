package org.keyledger.gateway;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.FakeBackend.StoredSession;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.RehashPassword;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserId;

/** The password commands and queries of the {@link FakeCommandBus} and the {@link FakeQueryHandlers}. */
final class FakePasswordHandlers {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration REPEATABLE_FOR = Duration.ofMinutes(10);

    private final FakeBackend backend;
    private final FakeApiKeyHandlers keys;
    private final Map<UserId, Receipt> receipts = new ConcurrentHashMap<>();

    private record Receipt(Digest receipt, Instant time) {}

    FakePasswordHandlers(FakeBackend backend, FakeApiKeyHandlers keys) {
        this.backend = backend;
        this.keys = keys;
    }

    Decision requestReset(RequestPasswordReset it) {
        backend.resets.put(
                it.user(),
                new FakeBackend.PendingPasswordReset(it.link(), backend.now().plus(DAY)));
        return done();
    }

    static MailToSend find(FakeBackend backend, FindMailToSend query) {
        return new MailToSend(Optional.ofNullable(backend.resets.get(query.user()))
                .filter(it -> query.kind() == MailKind.RESET_PASSWORD)
                .filter(it -> it.link().request().equals(query.request()))
                .filter(it -> backend.now().isBefore(it.until()))
                .map(it -> {
                    var user = backend.users.get(query.user());
                    return new Mail(
                            MailKind.RESET_PASSWORD,
                            user.profile().email(),
                            user.profile().name(),
                            Language.ENGLISH,
                            it.until(),
                            user.emailVerifiedAt() == null,
                            null);
                }));
    }

    Decision reset(ResetPassword it) {
        var pending = backend.resets.remove(it.user());
        if (pending == null || !pending.link().token().matches(it.token())) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        var user = backend.users.get(it.user());
        if (it.revokeKeys() || user.emailVerifiedAt() == null) {
            endKeys(user.tenant());
        }
        backend.users.put(it.user(), user.withVerifiedEmail(backend.now()));
        replace(it.user(), it.password(), 1);
        endSessions(it.user(), null);
        receipts.put(it.user(), new Receipt(it.receipt(), backend.now()));
        return done();
    }

    private void endKeys(TenantId tenant) {
        backend.keys.values().stream()
                .filter(key -> key.tenant().equals(tenant))
                .map(key -> new RevokeApiKey(key.listing().keyId(), tenant))
                .toList()
                .forEach(keys::revoke);
    }

    Decision change(ChangePassword it) {
        if (!login(it.user()).credential().equals(it.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        if (it.revokeKeys()) {
            endKeys(backend.users.get(it.user()).tenant());
        }
        replace(it.user(), it.password(), 1);
        endSessions(it.user(), it.kept());
        receipts.put(it.user(), new Receipt(it.receipt(), backend.now()));
        return done();
    }

    Decision repeat(RepeatNewPassword it) {
        var last = receipts.get(it.user());
        return last != null
                        && last.receipt().matches(it.receipt())
                        && backend.now().isBefore(last.time().plus(REPEATABLE_FOR))
                ? noChange()
                : refuse(Refusal.INVALID_TOKEN);
    }

    Decision rehash(RehashPassword it) {
        if (!login(it.user()).credential().equals(it.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        replace(it.user(), it.password(), 0);
        return done();
    }

    CredentialVersion version(UserId user) {
        return backend.logins.values().stream()
                .filter(login -> login.user().equals(user))
                .map(Login::credential)
                .findFirst()
                .orElse(CredentialVersion.FIRST);
    }

    private Login login(UserId user) {
        return backend.logins.values().stream()
                .filter(login -> login.user().equals(user))
                .findFirst()
                .orElseThrow();
    }

    private void replace(UserId user, PasswordHash password, int by) {
        backend.logins.replaceAll((email, login) -> login.user().equals(user)
                ? new Login(
                        user,
                        login.tenant(),
                        password,
                        new CredentialVersion(login.credential().number() + by),
                        login.emailVerified())
                : login);
    }

    void endSessions(UserId user, @Nullable SessionId kept) {
        for (var session : new ArrayList<>(Set.copyOf(backend.sessions.entrySet()))) {
            if (session.getValue().live().user().equals(user)
                    && !session.getKey().equals(kept)) {
                var open = session.getValue();
                backend.sessions.put(session.getKey(), new StoredSession(open.live(), open.generation(), true));
            }
        }
    }
}
