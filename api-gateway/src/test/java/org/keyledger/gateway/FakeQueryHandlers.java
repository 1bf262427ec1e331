package org.keyledger.gateway;

import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyCount;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindRecordedApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.FoundApiKey;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.keyledger.kernel.audit.AuditQuery.ListSecurityEvents;
import org.keyledger.kernel.commit.AwaitPosition;
import org.keyledger.kernel.commit.FindCommit;
import org.keyledger.kernel.commit.FoundCommit;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor;
import org.keyledger.kernel.federation.FederationQuery.ListIdentities;
import org.keyledger.kernel.federation.LinkedIdentities;
import org.keyledger.kernel.mail.FoundMagicLink;
import org.keyledger.kernel.mail.MailQuery.FindMagicLink;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend;
import org.keyledger.kernel.passkey.PasskeyListing.PasskeyList;
import org.keyledger.kernel.passkey.PasskeyQuery.ListPasskeys;
import org.keyledger.kernel.session.SessionListingPage;
import org.keyledger.kernel.session.SessionQuery.FindOtherSession;
import org.keyledger.kernel.session.SessionQuery.FoundOtherSession;
import org.keyledger.kernel.session.SessionQuery.ListSessions;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;
import org.keyledger.kernel.user.FoundLogin;
import org.keyledger.kernel.user.FoundUser;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindPassword;
import org.keyledger.kernel.user.UserQuery.FindPendingEmailChange;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.keyledger.kernel.user.UserQuery.FoundEmailChange;
import org.keyledger.kernel.user.UserQuery.FoundPassword;

/** A fake query side that reads the {@link FakeBackend}. */
final class FakeQueryHandlers {

    private final FakeBackend backend;
    private final QueryBus bus = SimpleQueryBus.builder().build();

    private FakeQueryHandlers(FakeBackend backend) {
        this.backend = backend;
    }

    static QueryBus busOver(FakeBackend backend) {
        var handlers = new FakeQueryHandlers(backend);
        handlers.subscribe(AwaitPosition.class, Boolean.class, it -> !backend.viewsAreLate);
        handlers.subscribe(
                FindCommit.class,
                FoundCommit.class,
                it -> new FoundCommit(Optional.ofNullable(backend.commits.get(it.commitId()))));
        handlers.subscribe(
                FindUser.class,
                FoundUser.class,
                it -> new FoundUser(Optional.ofNullable(backend.users.get(it.user()))));
        handlers.subscribe(
                FindLogin.class,
                FoundLogin.class,
                it -> new FoundLogin(
                        Optional.ofNullable(backend.logins.get(it.email().value())), !backend.viewsAreLate));
        handlers.subscribe(
                FindTenantPolicy.class,
                TenantPolicy.class,
                it -> backend.policies.getOrDefault(it.tenant(), TenantPolicy.UNSET));
        handlers.subscribe(FindSecondFactor.class, FoundSecondFactor.class, it -> FakeFactorHandlers.find(backend, it));
        handlers.subscribe(FindRecordedApiKey.class, FoundApiKey.class, it -> handlers.find(it.key(), it.tenant()));
        handlers.subscribe(FindApiKey.class, FoundApiKey.class, it -> handlers.find(it.key(), it.tenant()));
        handlers.subscribe(FindMailToSend.class, MailToSend.class, it -> FakePasswordHandlers.find(backend, it));
        handlers.subscribe(ListSecurityEvents.class, AuditEntryPage.class, it -> backend.activity.apply(it));
        handlers.subscribe(ListIdentities.class, LinkedIdentities.class, it -> new LinkedIdentities(List.of()));
        handlers.subscribe(
                ListPasskeys.class,
                PasskeyList.class,
                it -> new PasskeyList(backend.passkeys.getOrDefault(it.user(), List.of())));
        handlers.subscribe(FindPassword.class, FoundPassword.class, it -> new FoundPassword(true));
        handlers.subscribe(
                FindPendingEmailChange.class, FoundEmailChange.class, it -> new FoundEmailChange(Optional.empty()));
        handlers.subscribe(
                FindMagicLink.class, FoundMagicLink.class, it -> FakeMagicLinkHandlers.find(backend, it.request()));
        handlers.subscribe(CountApiKeys.class, ApiKeyCount.class, handlers::count);
        handlers.subscribe(ListApiKeys.class, ApiKeyListingPage.class, handlers::list);
        handlers.subscribe(
                FindOtherSession.class,
                FoundOtherSession.class,
                it -> new FoundOtherSession(
                        FakeAccountHandlers.list(backend, new ListSessions(it.user(), null, 200)).sessions().stream()
                                .anyMatch(session -> !session.id().equals(it.kept())),
                        backend.head()));
        handlers.subscribe(ListSessions.class, SessionListingPage.class, it -> FakeAccountHandlers.list(backend, it));
        return handlers.bus;
    }

    private FoundApiKey find(ApiKeyId id, TenantId tenant) {
        return new FoundApiKey(Optional.ofNullable(backend.keys.get(id))
                .filter(key -> key.tenant().equals(tenant))
                .map(FakeBackend.StoredApiKey::listing));
    }

    private ApiKeyCount count(CountApiKeys query) {
        return new ApiKeyCount(backend.keys.values().stream()
                .filter(key -> key.tenant().equals(query.tenant()))
                .filter(key -> key.listing().status() != Status.REVOKED)
                .count());
    }

    private ApiKeyListingPage list(ListApiKeys query) {
        if (query.cursor() != null) {
            throw new IllegalArgumentException("not a cursor of this fake");
        }
        return new ApiKeyListingPage(
                backend.keys.values().stream()
                        .filter(key -> key.tenant().equals(query.tenant()))
                        .map(FakeBackend.StoredApiKey::listing)
                        .filter(key ->
                                query.creator() == null || key.createdBy().equals(query.creator()))
                        .filter(key -> query.externalId() == null
                                || query.externalId().equals(key.grant().externalId()))
                        .filter(key -> query.status() == null || key.status() == query.status())
                        .sorted(Comparator.comparing(key -> key.createdAt(), Comparator.reverseOrder()))
                        .limit(query.limit())
                        .toList(),
                null);
    }

    private <Q, A> void subscribe(Class<Q> query, Class<A> response, Function<Q, A> handler) {
        bus.<A>subscribe(query.getName(), (Type) response, message -> {
            var minPosition = message.getMetaData().get(RequestMetadata.MIN_POSITION);
            if (minPosition instanceof Long position && (backend.viewsAreLate || position > backend.head())) {
                throw new ReadModelBehindException(position);
            }
            return handler.apply(query.cast(message.getPayload()));
        });
    }
}
