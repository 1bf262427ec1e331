package org.keyledger.command.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.NAME;
import static org.keyledger.command.Samples.PROFILE;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.newSession;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.kernel.user.CredentialVersion.FIRST;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.federation.FederationCommand.LinkIdentity;
import org.keyledger.kernel.federation.FederationCommand.LinkVerifiedIdentity;
import org.keyledger.kernel.federation.FederationCommand.UnlinkIdentity;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.federation.FederationEvent.Reason;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityClaimed;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityReleased;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.federation.ProviderIdentity;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.federation.ProviderSubject;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.ReclaimAccount;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;

@DisplayName("An identity at a provider")
class FederationTest {

    private static final ProviderName GITHUB = ProviderName.parse("github");
    private static final ProviderName ACME = ProviderName.parse("acme");
    private static final IdentityClaimId IDENTITY_CLAIM = new IdentityClaimId(id(70));
    private static final org.keyledger.kernel.user.DisplayName ACCOUNT = NAME;
    private static final ProviderSubject SUBJECT = ProviderSubject.parse("583231");
    private static final IdentityHmac HMAC = IdentityHmac.parse("hmac-of-octocat");
    private static final NewIdentity OCTOCAT = identity(GITHUB, "hmac-of-octocat", 70);
    private static final UserId BEN = new UserId(id(200));
    private static final AuthenticatedSession BEN_SIGNED_IN =
            new AuthenticatedSession(BEN, FIRST, new SessionId(id(205)));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    private static NewIdentity identity(ProviderName provider, String hmac, long claim) {
        return new NewIdentity(
                new ProviderIdentity(provider, IdentityHmac.parse(hmac), SUBJECT, ACCOUNT),
                new IdentityClaimId(id(claim)));
    }

    private static RegisterUser signUpByProvider() {
        return new RegisterUser(
                ADA, TENANT, CLAIM, EMAIL_HMAC, PROFILE, null, null, null, newSession(SESSION), true, null, OCTOCAT);
    }

    private static RegisterUser signUpOfBen() {
        var sample = anotherSignUp(200);
        return new RegisterUser(
                sample.user(),
                new TenantId(id(201)),
                new EmailClaimId(id(202)),
                EmailHmac.parse("hmac-of-ben"),
                sample.profile(),
                sample.password(),
                null,
                null,
                sample.session());
    }

    private static VerifyEmail proof() {
        return new VerifyEmail(ADA, REQUEST, Digest.of("link"), ADA_SIGNED_IN);
    }

    private List<Object> lastCommit() {
        return new ArrayList<>(commandSide.lastCommit());
    }

    @Test
    void signs_a_user_up_in_one_commit() {
        assertThat(commandSide.when(signUpByProvider())).isEqualTo(Decision.done());

        assertThat(commandSide.commits()).hasSize(1);
        assertThat(lastCommit())
                .hasAtLeastOneElementOfType(UserRegistered.class)
                .hasAtLeastOneElementOfType(EmailClaimed.class)
                .contains(
                        new IdentityClaimed(IDENTITY_CLAIM, ADA, HMAC),
                        new IdentityLinked(ADA, GITHUB, IDENTITY_CLAIM, HMAC, SUBJECT, ACCOUNT));
    }

    @Test
    void is_linked_by_a_session_and_a_repeated_link_changes_nothing() {
        commandSide.given(signUp());

        assertThat(commandSide.when(new LinkIdentity(ADA_SIGNED_IN, OCTOCAT))).isEqualTo(Decision.done());

        assertThat(lastCommit())
                .containsExactly(
                        new IdentityClaimed(IDENTITY_CLAIM, ADA, HMAC),
                        new IdentityLinked(ADA, GITHUB, IDENTITY_CLAIM, HMAC, SUBJECT, ACCOUNT));
        assertThat(commandSide.when(new LinkIdentity(ADA_SIGNED_IN, identity(GITHUB, "hmac-of-octocat", 71))))
                .isEqualTo(Decision.noChange());
    }

    @Test
    void belongs_to_one_account_only() {
        commandSide.given(signUp(), signUpOfBen(), new LinkIdentity(ADA_SIGNED_IN, OCTOCAT));

        assertThat(commandSide.expectRefusal(new LinkIdentity(BEN_SIGNED_IN, identity(GITHUB, "hmac-of-octocat", 71))))
                .isEqualTo(Refusal.IDENTITY_TAKEN);
        assertThat(commandSide.expectRefusal(new LinkIdentity(ADA_SIGNED_IN, identity(GITHUB, "another", 72))))
                .isEqualTo(Refusal.PROVIDER_ALREADY_LINKED);
        assertThat(commandSide.when(new LinkIdentity(ADA_SIGNED_IN, identity(ACME, "another", 73))))
                .isEqualTo(Decision.done());
    }

    @Test
    void is_linked_by_the_address_only_if_its_owner_has_proved_it() {
        commandSide.given(signUp());
        var link = new LinkVerifiedIdentity(ADA, EMAIL_HMAC, OCTOCAT);

        assertThat(commandSide.expectRefusal(link)).isEqualTo(Refusal.OWNERSHIP_NOT_PROVED);
        commandSide.given(new VerifyEmail(ADA, REQUEST, Digest.of("link"), null)); // perhaps by a program
        assertThat(commandSide.expectRefusal(link)).isEqualTo(Refusal.OWNERSHIP_NOT_PROVED);
    }

    @Test
    void is_linked_by_the_present_address_of_a_proved_owner() {
        commandSide.given(signUp(), proof());

        assertThat(commandSide.expectRefusal(new LinkVerifiedIdentity(ADA, EmailHmac.parse("other"), OCTOCAT)))
                .isEqualTo(Refusal.OWNERSHIP_NOT_PROVED);
        assertThat(commandSide.when(new LinkVerifiedIdentity(ADA, EMAIL_HMAC, OCTOCAT)))
                .isEqualTo(Decision.done());
    }

    @Test
    void can_be_linked_elsewhere_once_it_is_unlinked() {
        commandSide.given(signUp(), signUpOfBen(), new LinkIdentity(ADA_SIGNED_IN, OCTOCAT));

        assertThat(commandSide.when(new UnlinkIdentity(ADA_SIGNED_IN, GITHUB, false)))
                .isEqualTo(Decision.done());

        assertThat(lastCommit())
                .containsExactly(
                        new IdentityUnlinked(ADA, GITHUB, IDENTITY_CLAIM, Reason.REQUESTED),
                        new IdentityReleased(IDENTITY_CLAIM, ADA));
        assertThat(commandSide.expectRefusal(new UnlinkIdentity(ADA_SIGNED_IN, GITHUB, false)))
                .isEqualTo(Refusal.NO_SUCH_IDENTITY);
        assertThat(commandSide.when(new LinkIdentity(BEN_SIGNED_IN, identity(GITHUB, "hmac-of-octocat", 71))))
                .isEqualTo(Decision.done());
    }

    @Test
    void is_kept_if_it_is_the_last_way_in() {
        commandSide.given(signUpByProvider());

        assertThat(commandSide.expectRefusal(new UnlinkIdentity(ADA_SIGNED_IN, GITHUB, false)))
                .isEqualTo(Refusal.LAST_WAY_IN);
        commandSide.given(new LinkIdentity(ADA_SIGNED_IN, identity(ACME, "another", 73)));
        assertThat(commandSide.when(new UnlinkIdentity(ADA_SIGNED_IN, GITHUB, false)))
                .isEqualTo(Decision.done());
        assertThat(commandSide.expectRefusal(new UnlinkIdentity(ADA_SIGNED_IN, ACME, false)))
                .isEqualTo(Refusal.LAST_WAY_IN);
        assertThat(commandSide.when(new UnlinkIdentity(ADA_SIGNED_IN, ACME, true)))
                .isEqualTo(Decision.done());
    }

    @Test
    void is_unlinked_when_the_reader_of_the_mails_takes_the_account_over() {
        commandSide.given(signUp(), new LinkIdentity(ADA_SIGNED_IN, OCTOCAT));

        commandSide.given(new ReclaimAccount(ADA));

        assertThat(lastCommit())
                .contains(new IdentityUnlinked(ADA, GITHUB, IDENTITY_CLAIM, Reason.OWNERSHIP_NOT_PROVED));
        assertThat(commandSide.expectRefusal(new LinkIdentity(ADA_SIGNED_IN, OCTOCAT)))
                .isEqualTo(Refusal.SIGNED_OUT);
    }

    @Test
    void is_released_by_an_erasure() {
        commandSide.given(signUpByProvider(), signUpOfBen(), new EraseUser(ADA, null));

        assertThat(new ArrayList<Object>(commandSide.events())).contains(new IdentityReleased(IDENTITY_CLAIM, ADA));
        assertThat(commandSide.when(new LinkIdentity(BEN_SIGNED_IN, identity(GITHUB, "hmac-of-octocat", 71))))
                .isEqualTo(Decision.done());
    }

    @Test
    void is_reserved_again_after_a_restore() {
        commandSide.given(signUpByProvider());
        var key = StoredIdentityClaim.storeKey(HMAC);
        var entry = commandSide.ledger.reservations().find(key).orElseThrow();
        commandSide.ledger.reservations().remove(key, entry);

        try (var axonLedger = CommandSideFixture.axonLedger(commandSide.ledger, commandSide.vault)) {
            FederationConfiguration.rebuildReservations(axonLedger, commandSide.ledger.reservations(), next -> {});
        }

        assertThat(commandSide.ledger.reservations().find(key))
                .hasValueSatisfying(it -> assertThat(it).isEqualTo(entry));
    }
}
