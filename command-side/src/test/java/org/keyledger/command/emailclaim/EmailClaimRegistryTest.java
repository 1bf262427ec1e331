package org.keyledger.command.emailclaim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.signUp;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AtomicStore.Durability;

@DisplayName("Claiming an e-mail address")
class EmailClaimRegistryTest {

    private static final String STORE_KEY = "email/" + EMAIL_HMAC.value();

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void stores_its_claim_under_the_address() {
        commandSide.given(signUp());

        assertThat(storedClaim()).isEqualTo(CLAIM);
    }

    @Test
    void reuses_a_claim_that_was_never_committed() {
        EmailClaimId orphan = new EmailClaimId(id(50));
        commandSide.atomicStore.putIfAbsent(STORE_KEY, orphan.toString().getBytes(UTF_8), Durability.DURABLE);

        commandSide.given(signUp());

        assertThat(commandSide.lastCommit()).element(1).isEqualTo(new EmailClaimed(orphan, ADA, EMAIL_HMAC));
        assertThat(storedClaim()).isEqualTo(orphan);
    }

    @Test
    void leaves_an_unused_entry_when_the_commit_is_lost() {
        RegisterUser first = anotherSignUp(100);
        commandSide.given(anotherAddress(200));
        var result = commandSide.send(first, Map.of(RequestMetadata.COMMIT_KEY, lastKey()));
        assertThat(result.exceptionResult()).isInstanceOf(AppendRejectedException.DuplicateKeyException.class);
        assertThat(storedClaim()).isEqualTo(first.claim());

        commandSide.given(signUp());

        assertThat(commandSide.lastCommit()).element(1).isEqualTo(new EmailClaimed(first.claim(), ADA, EMAIL_HMAC));
    }

    @Test
    void that_was_released_gets_another_claim() {
        RegisterUser first = anotherSignUp(100);
        commandSide.given(first);
        commandSide.recordEvent("EmailClaim", first.claim(), 1, new EmailReleased(first.claim(), first.user()));

        commandSide.given(signUp());

        assertThat(commandSide.lastCommit()).element(1).isEqualTo(new EmailClaimed(CLAIM, ADA, EMAIL_HMAC));
        assertThat(storedClaim()).isEqualTo(CLAIM);
        assertThat(commandSide.expectRefusal(anotherSignUp(300))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void with_a_released_claim_is_refused() {
        RegisterUser first = anotherSignUp(100);
        commandSide.given(first);
        commandSide.recordEvent("EmailClaim", first.claim(), 1, new EmailReleased(first.claim(), first.user()));

        assertThat(commandSide.expectRefusal(first)).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    /** One Idempotency-Key with two addresses once derived one claim for both. */
    @Test
    void replaces_an_entry_that_names_the_claim_of_another_address() {
        RegisterUser other = anotherAddress(100);
        commandSide.given(other);
        commandSide.atomicStore.putIfAbsent(STORE_KEY, other.claim().toString().getBytes(UTF_8), Durability.DURABLE);

        commandSide.given(signUp());

        assertThat(commandSide.lastCommit()).element(1).isEqualTo(new EmailClaimed(CLAIM, ADA, EMAIL_HMAC));
        assertThat(storedClaim()).isEqualTo(CLAIM);
        assertThat(commandSide.expectRefusal(anotherSignUp(300))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void replaces_the_claim_of_another_address_after_its_release_too() {
        RegisterUser other = anotherAddress(100);
        commandSide.given(other);
        commandSide.recordEvent("EmailClaim", other.claim(), 1, new EmailReleased(other.claim(), other.user()));
        commandSide.atomicStore.putIfAbsent(STORE_KEY, other.claim().toString().getBytes(UTF_8), Durability.DURABLE);

        commandSide.given(signUp());

        assertThat(storedClaim()).isEqualTo(CLAIM);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void with_the_claim_of_another_address_is_refused_and_leaves_the_address_to_others() {
        RegisterUser other = anotherAddress(100);
        commandSide.given(other);
        assertThat(commandSide.expectRefusal(withClaim(signUp(), other.claim())))
                .isEqualTo(Refusal.EMAIL_TAKEN);

        commandSide.given(signUp());

        assertThat(storedClaim()).isEqualTo(CLAIM);
    }

    private static RegisterUser withClaim(RegisterUser it, EmailClaimId claim) {
        return new RegisterUser(
                it.user(),
                it.tenant(),
                claim,
                it.emailHmac(),
                it.profile(),
                it.password(),
                it.verification(),
                it.apiKey(),
                it.session());
    }

    private EmailClaimId storedClaim() {
        return EmailClaimId.parse(
                new String(commandSide.atomicStore.get(STORE_KEY).orElseThrow(), UTF_8));
    }

    private String lastKey() {
        return commandSide.ledger.head().orElseThrow().commit().commitId();
    }

    private static RegisterUser anotherAddress(long number) {
        RegisterUser it = anotherSignUp(number);
        return new RegisterUser(
                it.user(),
                it.tenant(),
                it.claim(),
                EmailHmac.parse("another"),
                it.profile(),
                it.password(),
                it.verification(),
                null,
                null);
    }
}
