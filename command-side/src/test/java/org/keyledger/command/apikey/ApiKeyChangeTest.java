package org.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.GRANT;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.OTHER_TENANT;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.SUCCESSOR;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.newKey;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyCommand.ChangeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyChanges;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.CredentialVersion;

@DisplayName("Changing an API key")
class ApiKeyChangeTest {

    private static final KeyChanges NOTHING = changes(null, null);
    private static final Label LABEL = Label.parse("nightly build");
    private static final Scopes READ = Scopes.of(List.of("read"));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void an_account_with_a_key() {
        commandSide.given(signUp());
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    private static KeyChanges changes(@Nullable Label label, @Nullable Scopes scopes) {
        return new KeyChanges(
                label, scopes, FieldChange.none(), FieldChange.none(), FieldChange.none(), FieldChange.none());
    }

    private static ChangeApiKey change(KeyChanges changes) {
        return new ChangeApiKey(KEY, TENANT, ADA_SIGNED_IN, changes);
    }

    @Test
    void records_the_whole_grant_after_the_change() {
        assertThat(commandSide.when(change(changes(LABEL, READ)))).isEqualTo(Decision.done());

        var access =
                new ApiKeyAccess(READ, GRANT.access().ipAllow(), GRANT.access().rateLimit());
        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(new ApiKeyChanged(
                        KEY,
                        TENANT,
                        KeyOwner.of(ADA),
                        new ApiKeyGrant(
                                LABEL,
                                GRANT.environment(),
                                access,
                                GRANT.expiresAt(),
                                GRANT.metadata(),
                                GRANT.externalId()))));
    }

    @Test
    void replaces_or_clears_what_can_be_absent() {
        var addresses = IpAllowList.parse(List.of("198.51.100.7"));
        var metadata = KeyMetadata.parse(Map.of("floor", "2"));
        commandSide.given(change(new KeyChanges(
                null,
                null,
                FieldChange.to(addresses),
                FieldChange.to(new RateLimit(1, 1)),
                FieldChange.to(metadata),
                FieldChange.to(ExternalId.parse("other")))));
        assertThat(changedGrant())
                .isEqualTo(new ApiKeyGrant(
                        GRANT.label(),
                        GRANT.environment(),
                        new ApiKeyAccess(GRANT.access().scopes(), addresses, new RateLimit(1, 1)),
                        GRANT.expiresAt(),
                        metadata,
                        ExternalId.parse("other")));

        commandSide.given(change(new KeyChanges(
                null, null, FieldChange.to(null), FieldChange.to(null), FieldChange.to(null), FieldChange.to(null))));
        assertThat(changedGrant())
                .isEqualTo(new ApiKeyGrant(
                        GRANT.label(),
                        GRANT.environment(),
                        ApiKeyAccess.unrestricted(GRANT.access().scopes()),
                        GRANT.expiresAt(),
                        null,
                        null));
    }

    private ApiKeyGrant changedGrant() {
        return ((ApiKeyChanged) commandSide.lastCommit().get(0)).grant();
    }

    @Test
    void records_nothing_if_nothing_changes() {
        var commits = commandSide.commits().size();
        var same = new KeyChanges(
                GRANT.label(),
                GRANT.access().scopes(),
                FieldChange.to(GRANT.access().ipAllow()),
                FieldChange.to(GRANT.access().rateLimit()),
                FieldChange.to(GRANT.metadata()),
                FieldChange.to(GRANT.externalId()));

        assertThat(commandSide.when(change(NOTHING))).isEqualTo(Decision.noChange());
        assertThat(commandSide.when(change(same))).isEqualTo(Decision.noChange());
        assertThat(commandSide.commits()).hasSize(commits);
    }

    @Test
    void never_adds_scopes() {
        commandSide.given(change(changes(null, READ)));

        for (var more : List.of(Scopes.ALL, GRANT.access().scopes(), Scopes.of(List.of("write")))) {
            assertThat(commandSide.expectRefusal(change(changes(LABEL, more)))).isEqualTo(Refusal.SCOPES_NOT_NARROWER);
        }
        assertThat(commandSide.when(change(changes(null, READ)))).isEqualTo(Decision.noChange());
    }

    @Test
    void is_taken_over_by_the_successor() {
        commandSide.given(change(changes(LABEL, READ)));
        var changed = changedGrant();
        var successor = new Successor(SUCCESSOR, KeyPrefix.parse("kl_test_def"), "abcd", Digest.of("another secret"));

        commandSide.given(new RotateApiKey(KEY, TENANT, ADA_SIGNED_IN, successor, Duration.ZERO));

        assertThat(((ApiKeyCreated) commandSide.lastCommit().get(1)).grant()).isEqualTo(changed);
    }

    @Test
    void keeps_the_owner_of_a_key_of_the_tenant() {
        var key = new ApiKeyId(id(77));
        commandSide.given(new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.TENANT, newKey(key)));
        assertThat(((ApiKeyCreated) commandSide.lastCommit().get(0)).owner()).isEqualTo(KeyOwner.of(TENANT));

        commandSide.given(new ChangeApiKey(key, TENANT, ADA_SIGNED_IN, changes(LABEL, null)));
        assertThat(((ApiKeyChanged) commandSide.lastCommit().get(0)).owner()).isEqualTo(KeyOwner.of(TENANT));

        var successor = new Successor(SUCCESSOR, KeyPrefix.parse("kl_test_def"), "abcd", Digest.of("another secret"));
        commandSide.given(new RotateApiKey(key, TENANT, ADA_SIGNED_IN, successor, Duration.ZERO));
        assertThat(((ApiKeyCreated) commandSide.lastCommit().get(1)).owner()).isEqualTo(KeyOwner.of(TENANT));
    }

    @Test
    void of_another_tenants_key_is_refused_like_an_unknown_key() {
        assertThat(commandSide.expectRefusal(
                        new ChangeApiKey(KEY, OTHER_TENANT, ADA_SIGNED_IN, changes(LABEL, Scopes.ALL))))
                .isEqualTo(Refusal.NO_SUCH_KEY);
        assertThat(commandSide.expectRefusal(new ChangeApiKey(SUCCESSOR, TENANT, ADA_SIGNED_IN, NOTHING)))
                .isEqualTo(Refusal.NO_SUCH_KEY);
    }

    @Test
    void of_an_ended_one_is_refused() {
        commandSide.given(new RevokeApiKey(KEY, TENANT));

        assertThat(commandSide.expectRefusal(change(changes(LABEL, null)))).isEqualTo(Refusal.KEY_ENDED);
    }

    @Test
    void of_an_expired_one_is_refused() {
        commandSide.advanceClock(Duration.ofDays(7));

        assertThat(commandSide.expectRefusal(change(changes(LABEL, null)))).isEqualTo(Refusal.KEY_ENDED);
    }

    @Test
    void by_a_session_that_has_ended_is_refused() {
        var stale = new AuthenticatedSession(ADA, new CredentialVersion(7), SESSION);

        assertThat(commandSide.expectRefusal(new ChangeApiKey(KEY, TENANT, stale, changes(LABEL, null))))
                .isEqualTo(Refusal.SIGNED_OUT);
    }
}
