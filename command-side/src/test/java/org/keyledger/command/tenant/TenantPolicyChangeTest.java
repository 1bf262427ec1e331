package org.keyledger.command.tenant;

import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.OTHER_USER;
import static org.keyledger.command.Samples.TENANT;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.kernel.user.UserId;

@DisplayName("Changing the policy of a tenant")
class TenantPolicyChangeTest {

    private static final TenantPolicy ALL_RULES = new TenantPolicy(
            true,
            12,
            Eligibility.FOUNDER,
            Scopes.of(List.of("read")),
            Eligibility.MEMBERS,
            Availability.OFF,
            3_600,
            86_400);
    private static final Set<Rule> EVERY = EnumSet.allOf(Rule.class);

    @Test
    void records_all_rules() {
        given(new TenantCreated(TENANT, ADA))
                .when(change(ADA, EVERY, ALL_RULES))
                .expectEvents(new TenantPolicyChanged(TENANT, ALL_RULES))
                .expectResultMessagePayload(Decision.done());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void sets_one_rule_and_keeps_the_others_unset(Rule rule) {
        given(new TenantCreated(TENANT, ADA))
                .when(change(ADA, Set.of(rule), ALL_RULES))
                .expectEvents(new TenantPolicyChanged(TENANT, TenantPolicy.UNSET.with(Set.of(rule), ALL_RULES)));
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void unsets_one_rule_and_keeps_the_others_set(Rule rule) {
        given(new TenantCreated(TENANT, ADA), new TenantPolicyChanged(TENANT, ALL_RULES))
                .when(change(ADA, Set.of(rule), TenantPolicy.UNSET))
                .expectEvents(new TenantPolicyChanged(TENANT, ALL_RULES.with(Set.of(rule), TenantPolicy.UNSET)));
    }

    @Test
    void to_what_it_is_records_nothing() {
        given(new TenantCreated(TENANT, ADA), new TenantPolicyChanged(TENANT, ALL_RULES))
                .when(change(ADA, EVERY, ALL_RULES))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
        given(new TenantCreated(TENANT, ADA))
                .when(change(ADA, Set.of(), ALL_RULES))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @Test
    void by_another_than_the_founder_is_refused() {
        given(new TenantCreated(TENANT, ADA))
                .when(change(OTHER_USER, EVERY, ALL_RULES))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.NOT_FOUNDER));
    }

    @Test
    void of_a_closed_tenant_is_refused() {
        given(new TenantCreated(TENANT, ADA), new TenantClosed(TENANT))
                .when(change(ADA, EVERY, ALL_RULES))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.NOT_FOUNDER));
    }

    @Test
    void on_a_stale_proof_is_refused() {
        given(new TenantCreated(TENANT, ADA))
                .when(new ChangeTenantPolicy(TENANT, ADA, FIRST.next(), EVERY, ALL_RULES))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.STALE_CREDENTIAL));
    }

    private static ChangeTenantPolicy change(UserId user, Set<Rule> rules, TenantPolicy values) {
        return new ChangeTenantPolicy(TENANT, user, FIRST, rules, values);
    }

    private static TestExecutor<Tenant> given(Object... events) {
        var fixture = AggregateFixtures.of(Tenant.class, AggregateFixtures.after(Duration.ZERO));
        fixture.registerAnnotatedCommandHandler(
                new TenantCommandHandler(fixture.getRepository(), (version, user) -> version.equals(FIRST)));
        return fixture.given(events);
    }
}
