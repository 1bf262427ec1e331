package org.keyledger.command.apikey;

import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.OTHER_TENANT;
import static org.keyledger.command.Samples.SUCCESSOR;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.created;
import static org.keyledger.command.Samples.newKey;

import java.time.Duration;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.command.FixedTenantPolicies;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.CredentialVersion;

@DisplayName("Revoking an API key")
class ApiKeyRevocationTest {

    @Test
    void ends_it() {
        at(Duration.ZERO)
                .given(created(newKey(KEY)))
                .when(new RevokeApiKey(KEY, TENANT))
                .expectEvents(new ApiKeyRevoked(KEY))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void twice_is_not_an_error() {
        at(Duration.ZERO)
                .given(created(newKey(KEY)), new ApiKeyRevoked(KEY))
                .when(new RevokeApiKey(KEY, TENANT))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @Test
    void after_its_creators_keys_were_ended_changes_nothing() {
        at(Duration.ZERO, FIRST.next())
                .given(created(newKey(KEY)))
                .when(new RevokeApiKey(KEY, TENANT))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @Test
    void of_another_tenant_is_refused_like_an_unknown_key() {
        at(Duration.ZERO)
                .given(created(newKey(KEY)))
                .when(new RevokeApiKey(KEY, OTHER_TENANT))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.NO_SUCH_KEY));
    }

    @Test
    void ends_the_overlap_of_a_rotated_one() {
        at(Duration.ZERO)
                .given(created(newKey(KEY)), new ApiKeyRotated(KEY, SUCCESSOR, NOW.plusSeconds(60)))
                .when(new RevokeApiKey(KEY, TENANT))
                .expectEvents(new ApiKeyRevoked(KEY));
    }

    @Test
    void after_its_overlap_changes_nothing() {
        at(Duration.ofSeconds(60))
                .given(created(newKey(KEY)), new ApiKeyRotated(KEY, SUCCESSOR, NOW.plusSeconds(60)))
                .when(new RevokeApiKey(KEY, TENANT))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @Test
    void after_its_expiry_changes_nothing() {
        at(Duration.ofDays(7))
                .given(created(newKey(KEY)))
                .when(new RevokeApiKey(KEY, TENANT))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    private static AggregateTestFixture<ApiKey> at(Duration time) {
        return at(time, FIRST);
    }

    private static AggregateTestFixture<ApiKey> at(Duration time, CredentialVersion acceptedFrom) {
        var clock = AggregateFixtures.after(time);
        var fixture = AggregateFixtures.of(ApiKey.class, clock);
        var creator = new ApiKeyCreator(new CredentialState(acceptedFrom, null), acceptedFrom);
        fixture.registerAnnotatedCommandHandler(new ApiKeyCommandHandler(
                fixture.getRepository(), user -> Optional.of(creator), FixedTenantPolicies.NONE, clock));
        return fixture;
    }
}
