package org.keyledger.command.apikey;

import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.OTHER_USER;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.created;
import static org.keyledger.command.Samples.newKey;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.command.FixedTenantPolicies;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.user.CredentialState;

@DisplayName("Creating an API key")
class ApiKeyCreationTest {

    private static final Clock CLOCK = AggregateFixtures.after(Duration.ZERO);
    private static final Scopes READ = Scopes.of(List.of("read"));
    private static final Scopes READ_AND_WRITE = Scopes.of(List.of("read", "write"));

    @Test
    void records_all_but_its_secret() {
        create(FixedTenantPolicies.NONE).expectEvents(created(newKey(KEY))).expectResultMessagePayload(Decision.done());
    }

    @Test
    void with_all_scopes_of_the_maximum_is_allowed() {
        create(maximum(READ_AND_WRITE)).expectEvents(created(newKey(KEY)));
        create(maximum(Scopes.ALL)).expectEvents(created(newKey(KEY)));
    }

    @Test
    void with_a_scope_above_the_maximum_is_refused() {
        create(maximum(READ))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.SCOPES_ABOVE_MAXIMUM));
    }

    @Test
    void by_a_member_is_refused_if_only_the_founder_creates_keys() {
        create(new FixedTenantPolicies(policy(Eligibility.FOUNDER, null), OTHER_USER))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.KEY_CREATION_RESTRICTED));
    }

    @Test
    void by_the_founder_is_allowed_if_only_the_founder_creates_keys() {
        create(new FixedTenantPolicies(policy(Eligibility.FOUNDER, null), ADA)).expectEvents(created(newKey(KEY)));
    }

    @Test
    void by_a_member_is_allowed_if_members_create_keys() {
        for (var unset : new @Nullable Eligibility[] {Eligibility.MEMBERS, null}) {
            create(new FixedTenantPolicies(policy(unset, null), OTHER_USER)).expectEvents(created(newKey(KEY)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // key_owner_tenant, key_creation, whether the founder creates it
        ", , true, true",
        ", , false, false",
        "FOUNDER, , true, true",
        "FOUNDER, , false, false",
        "MEMBERS, , false, true",
        "MEMBERS, FOUNDER, true, true"
    })
    void that_belongs_to_the_tenant_is_allowed_by_its_policy(
            @Nullable Eligibility rule, @Nullable Eligibility keyCreation, boolean byFounder, boolean allowed) {
        var policy = new TenantPolicy(null, null, keyCreation, null, rule, null, null, null);

        create(new FixedTenantPolicies(policy, byFounder ? ADA : OTHER_USER), KeyOwner.Kind.TENANT)
                .expectResultMessagePayload(
                        allowed ? Decision.done() : Decision.refuse(Refusal.TENANT_KEYS_RESTRICTED));
    }

    private static FixedTenantPolicies maximum(Scopes scopes) {
        return new FixedTenantPolicies(policy(null, scopes), ADA);
    }

    private static TenantPolicy policy(@Nullable Eligibility keyCreation, @Nullable Scopes maxScopes) {
        return new TenantPolicy(null, null, keyCreation, maxScopes, null, null, null, null);
    }

    private static ResultValidator<ApiKey> create(FixedTenantPolicies policies) {
        return create(policies, KeyOwner.Kind.USER);
    }

    private static ResultValidator<ApiKey> create(FixedTenantPolicies policies, KeyOwner.Kind owner) {
        var fixture = AggregateFixtures.of(ApiKey.class, CLOCK);
        fixture.registerAnnotatedCommandHandler(new ApiKeyCommandHandler(
                fixture.getRepository(),
                user -> Optional.of(new ApiKeyCreator(new CredentialState(FIRST, null), FIRST)),
                policies,
                CLOCK));
        return fixture.givenNoPriorActivity().when(new CreateApiKey(TENANT, ADA_SIGNED_IN, owner, newKey(KEY)));
    }
}
