package org.keyledger.command.emailclaim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.signUp;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.modelling.command.AggregateStreamCreationException;
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
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;

@DisplayName("Claiming an e-mail address")
class EmailClaimRegistryTest {

    private static final String STORE_KEY = "email/" + EMAIL_HMAC.value();

    private final InMemoryLedger ledger = new InMemoryLedger();

    /** Without the reaction that removes the reservation of a released claim at a time of its own. */
    private final CommandSideFixture commandSide =
            CommandSideFixture.withoutReactions(ledger, new InMemoryAtomicStore(), new InMemoryVault());

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
        commandSide.ledger.reservations().put(STORE_KEY, orphan.toString().getBytes(UTF_8));

        commandSide.given(signUp());

        assertThat(commandSide.lastCommit()).element(1).isEqualTo(new EmailClaimed(orphan, ADA, EMAIL_HMAC));
        assertThat(storedClaim()).isEqualTo(orphan);
    }

    @Test
    void leaves_the_address_free_when_the_commit_is_rejected() {
        RegisterUser first = anotherSignUp(100);
        commandSide.given(anotherAddress(200));
        var result = commandSide.send(first, Map.of(RequestMetadata.COMMIT_KEY, lastKey()));
        assertThat(result.exceptionResult()).isInstanceOf(AppendRejectedException.DuplicateKeyException.class);
        assertThat(commandSide.ledger.reservations().find(STORE_KEY)).isEmpty();

        commandSide.given(signUp());

        assertThat(commandSide.lastCommit()).element(1).isEqualTo(new EmailClaimed(CLAIM, ADA, EMAIL_HMAC));
    }

    @Test
    void of_a_free_address_reads_no_aggregate() {
        var read = new ArrayList<String>();
        ledger.beforeReadOfHistory(read::add);

        commandSide.given(signUp());

        assertThat(read).isEmpty();
    }

    @Test
    void that_another_account_reserves_in_the_same_moment_is_refused() {
        var other = new AtomicBoolean();
        ledger.beforeAppend(commit -> {
            if (other.compareAndSet(false, true)) {
                CompletableFuture.runAsync(() -> commandSide.given(anotherSignUp(100)))
                        .join(); // on another thread, as another request
            }
        });

        assertThat(commandSide.expectRefusal(signUp())).isEqualTo(Refusal.EMAIL_TAKEN);
        assertThat(storedClaim()).isEqualTo(anotherSignUp(100).claim());
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
    void replaces_a_reservation_that_names_the_claim_of_another_address() {
        RegisterUser other = anotherAddress(100);
        commandSide.given(other);
        commandSide
                .ledger
                .reservations()
                .put(STORE_KEY, other.claim().toString().getBytes(UTF_8));

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
        commandSide
                .ledger
                .reservations()
                .put(STORE_KEY, other.claim().toString().getBytes(UTF_8));

        commandSide.given(signUp());

        assertThat(storedClaim()).isEqualTo(CLAIM);
    }

    /** Requests derive the id of a claim from the address too, so only a made-up command can name the claim of another. */
    @Test
    void with_the_claim_of_another_address_fails_and_leaves_the_address_to_others() {
        RegisterUser other = anotherAddress(100);
        commandSide.given(other);
        var result = commandSide.send(withClaim(signUp(), other.claim()), Map.of());
        assertThat(result.exceptionResult()).isInstanceOf(AggregateStreamCreationException.class);

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
                new String(commandSide.ledger.reservations().find(STORE_KEY).orElseThrow(), UTF_8));
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
