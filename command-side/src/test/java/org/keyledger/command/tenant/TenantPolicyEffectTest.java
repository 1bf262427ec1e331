package org.keyledger.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.OTHER_TENANT;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.newKey;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.rotate;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.ChangeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyChanges;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.kernel.user.UserCommand.EraseUser;

@DisplayName("The policy of a tenant in the commands that it decides")
class TenantPolicyEffectTest {

    private static final ApiKeyId MORE = new ApiKeyId(id(91));
    private static final SessionId LATER = new SessionId(id(92));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void begin() {
        commandSide.given(signUp());
    }

    @AfterEach
    void end() {
        commandSide.close();
    }

    @Test
    void shortens_sessions_that_start_and_are_refreshed_after_it() {
        commandSide.given(change(policy(null, null, 600, 1_200)));

        commandSide.given(logIn(LATER, FIRST));
        assertThat(startedUntil()).containsExactly(NOW.plusSeconds(600), NOW.plusSeconds(1_200));

        commandSide.advanceClock(Duration.ofSeconds(900));
        commandSide.given(refresh(SESSION, 1));
        assertThat(((SessionRefreshed) commandSide.lastCommit().get(0)).idleUntil())
                .isEqualTo(NOW.plusSeconds(1_200));
    }

    @Test
    void no_longer_shortens_sessions_after_its_rules_are_unset() {
        commandSide.given(change(policy(null, null, 600, 1_200)), change(TenantPolicy.UNSET));

        commandSide.given(logIn(LATER, FIRST));

        assertThat(startedUntil()).containsExactly(NOW.plus(Duration.ofHours(24)), NOW.plus(Duration.ofDays(90)));
    }

    @Test
    void limits_the_scopes_of_new_keys_and_keeps_those_of_present_ones() {
        commandSide.given(
                new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(MORE)),
                change(policy(null, Scopes.of(List.of("read")), null, null)));

        assertThat(commandSide.expectRefusal(
                        new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(new ApiKeyId(id(93))))))
                .isEqualTo(Refusal.SCOPES_ABOVE_MAXIMUM);
        assertThat(commandSide.when(rotate(MORE, TENANT, Duration.ZERO))).isEqualTo(Decision.done());
    }

    @Test
    void lets_the_scopes_of_a_key_be_reduced_only_to_those_of_the_maximum() {
        commandSide.given(
                new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(MORE)),
                change(policy(null, Scopes.of(List.of("read")), null, null)));

        assertThat(commandSide.expectRefusal(reduce(MORE, "write"))).isEqualTo(Refusal.SCOPES_ABOVE_MAXIMUM);
        assertThat(commandSide.when(reduce(MORE, "read"))).isEqualTo(Decision.done());
    }

    private static ChangeApiKey reduce(ApiKeyId key, String scope) {
        return new ChangeApiKey(
                key,
                TENANT,
                ADA_SIGNED_IN,
                new KeyChanges(
                        null,
                        Scopes.of(List.of(scope)),
                        FieldChange.none(),
                        FieldChange.none(),
                        FieldChange.none(),
                        FieldChange.none()));
    }

    @Test
    void lets_the_founder_create_keys_that_members_may_not() {
        commandSide.given(change(policy(Eligibility.FOUNDER, null, null, null)));

        assertThat(commandSide.when(new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(MORE))))
                .isEqualTo(Decision.done());
    }

    @Test
    void cannot_be_changed_for_another_tenant_or_after_the_founder_left() {
        assertThat(commandSide.expectRefusal(
                        new ChangeTenantPolicy(OTHER_TENANT, ADA, FIRST, Set.of(), TenantPolicy.UNSET)))
                .isEqualTo(Refusal.NOT_FOUNDER);

        commandSide.given(new EraseUser(ADA, FIRST));

        assertThat(commandSide.expectRefusal(change(policy(Eligibility.FOUNDER, null, null, null))))
                .isEqualTo(Refusal.STALE_CREDENTIAL);
    }

    private List<Instant> startedUntil() {
        var started = (SessionStarted) commandSide.lastCommit().get(0);
        return List.of(started.idleUntil(), started.endsAt());
    }

    private static ChangeTenantPolicy change(TenantPolicy values) {
        return new ChangeTenantPolicy(TENANT, ADA, FIRST, EnumSet.allOf(Rule.class), values);
    }

    private static TenantPolicy policy(
            @Nullable Eligibility keyCreation,
            @Nullable Scopes maxScopes,
            @Nullable Integer sessionIdle,
            @Nullable Integer sessionMax) {
        return new TenantPolicy(null, null, keyCreation, maxScopes, null, null, sessionIdle, sessionMax);
    }
}
