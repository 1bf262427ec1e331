package org.keyledger.gateway;

import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyCount;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.FoundApiKey;
import org.keyledger.kernel.commit.AwaitPosition;
import org.keyledger.kernel.commit.FindCommit;
import org.keyledger.kernel.commit.FoundCommit;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend;
import org.keyledger.kernel.session.SessionListingPage;
import org.keyledger.kernel.session.SessionQuery.ListSessions;
import org.keyledger.kernel.user.FoundLogin;
import org.keyledger.kernel.user.FoundUser;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** A query side in a few lines: answers from the {@link FakeBackend}. */
final class FakeQueryHandlers {

    private final FakeBackend house;
    private final QueryBus bus = SimpleQueryBus.builder().build();

    private FakeQueryHandlers(FakeBackend house) {
        this.house = house;
    }

    static QueryBus over(FakeBackend house) {
        var room = new FakeQueryHandlers(house);
        room.answer(AwaitPosition.class, Boolean.class, it -> !house.viewsAreLate);
        room.answer(
                FindCommit.class,
                FoundCommit.class,
                it -> new FoundCommit(Optional.ofNullable(house.commits.get(it.key()))));
        room.answer(
                FindUser.class, FoundUser.class, it -> new FoundUser(Optional.ofNullable(house.users.get(it.user()))));
        room.answer(
                FindLogin.class,
                FoundLogin.class,
                it -> new FoundLogin(
                        Optional.ofNullable(house.logins.get(it.email().value()))));
        room.answer(FindApiKey.class, FoundApiKey.class, room::find);
        room.answer(FindMailToSend.class, MailToSend.class, it -> FakePasswordHandlers.find(house, it));
        room.answer(CountApiKeys.class, ApiKeyCount.class, room::count);
        room.answer(ListApiKeys.class, ApiKeyListingPage.class, room::list);
        room.answer(ListSessions.class, SessionListingPage.class, it -> FakeAccountHandlers.list(house, it));
        return room.bus;
    }

    private FoundApiKey find(FindApiKey query) {
        return new FoundApiKey(Optional.ofNullable(house.keys.get(query.key()))
                .filter(key -> key.tenant().equals(query.tenant()))
                .map(FakeBackend.StoredApiKey::listing));
    }

    private ApiKeyCount count(CountApiKeys query) {
        return new ApiKeyCount(house.keys.values().stream()
                .filter(key -> key.tenant().equals(query.tenant()))
                .filter(key -> key.listing().status() != Status.REVOKED)
                .count());
    }

    private ApiKeyListingPage list(ListApiKeys query) {
        if (query.cursor() != null) {
            throw new IllegalArgumentException("not a cursor of this room");
        }
        return new ApiKeyListingPage(
                house.keys.values().stream()
                        .filter(key -> key.tenant().equals(query.tenant()))
                        .map(FakeBackend.StoredApiKey::listing)
                        .filter(key -> query.status() == null || key.status() == query.status())
                        .sorted(Comparator.comparing(key -> key.createdAt(), Comparator.reverseOrder()))
                        .limit(query.limit())
                        .toList(),
                null);
    }

    private <Q, A> void answer(Class<Q> query, Class<A> answer, Function<Q, A> answering) {
        bus.<A>subscribe(query.getName(), (Type) answer, message -> {
            var atLeast = message.getMetaData().get(RequestMetadata.AT_LEAST);
            if (atLeast instanceof Long position && (house.viewsAreLate || position > house.head())) {
                throw new ReadModelBehindException(position);
            }
            return answering.apply(query.cast(message.getPayload()));
        });
    }
}
