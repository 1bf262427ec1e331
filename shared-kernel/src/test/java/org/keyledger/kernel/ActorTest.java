package org.keyledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

@DisplayName("An actor")
class ActorTest {

    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final UserId USER = new UserId(ID);
    private static final TenantId TENANT = new TenantId(ID);

    static Stream<Actor> actors() {
        return Stream.of(
                Actor.user(USER, new SessionId(ID), TENANT),
                Actor.key(USER, new ApiKeyId(ID), TENANT),
                new Actor(Actor.Kind.SERVICE, null, "svc_gateway", null),
                Actor.operator(),
                Actor.mailedLink(USER),
                Actor.mailedLink(USER).in(TENANT),
                Actor.anonymous(),
                Actor.anonymous(USER, TENANT),
                Actor.system());
    }

    @ParameterizedTest
    @MethodSource("actors")
    void is_read_from_its_metadata(Actor actor) {
        assertThat(Actor.of(actor.metadata())).contains(actor);
    }

    @Test
    void has_its_published_names() {
        assertThat(Actor.Kind.values())
                .extracting(Actor.Kind::toString)
                .containsExactly("user", "key", "service", "operator", "mailed-link", "anonymous", "system");
        assertThat(Actor.key(USER, new ApiKeyId(ID), TENANT).metadata())
                .isEqualTo(Map.of(
                        "actor.kind", "key",
                        "actor.user", USER.toString(),
                        "actor.credential", new ApiKeyId(ID).toString(),
                        "tenant", TENANT.toString()));
    }

    @Test
    void is_absent_from_other_metadata() {
        assertThat(Actor.of(Map.of("correlation", "1"))).isEmpty();
    }

    @Test
    void has_the_ids_of_its_kind_and_no_others() {
        for (var kind : new Actor.Kind[] {Actor.Kind.USER, Actor.Kind.KEY, Actor.Kind.SERVICE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Actor(kind, USER, null, TENANT));
        }
        for (var kind :
                new Actor.Kind[] {Actor.Kind.OPERATOR, Actor.Kind.SYSTEM, Actor.Kind.ANONYMOUS, Actor.Kind.MAILED_LINK
                }) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Actor(kind, USER, "credential", TENANT));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Actor(Actor.Kind.MAILED_LINK, null, null, TENANT));
        assertThatIllegalArgumentException().isThrownBy(() -> new Actor(Actor.Kind.ANONYMOUS, null, null, TENANT));
    }
}
