package org.keyledger.command.emailclaim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailRetained;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations;

/**
 * After a restore of the ledger or of the store of its reservations, each address belongs to the account that the ledger names, and
 * to no other.
 */
@DisplayName("Rebuilding e-mail claims after a restore")
class EmailClaimRebuildTest {

    private static final String STORE_KEY = "email/" + EMAIL_HMAC.value();

    private final CommandSideFixture before = new CommandSideFixture();
    private final Reservations reservations = before.ledger.reservations();
    private final List<Position> reached = new ArrayList<>();

    @AfterEach
    void close() {
        before.close();
    }

    @Test
    void without_claims_keeps_the_owner_of_each_address() {
        before.given(signUp());

        loseReservations();

        assertThat(rebuild()).isZero();
        assertThat(signUpAgain()).isEqualTo(Decision.refuse(Refusal.EMAIL_TAKEN));
        assertThat(storedClaim()).isEqualTo(CLAIM);
    }

    @Test
    void with_a_claim_that_the_ledger_has_lost_keeps_the_owner_of_each_address() {
        before.given(signUp());
        loseReservations();
        reservations.put(STORE_KEY, new EmailClaimId(id(50)).toString().getBytes(UTF_8));

        assertThat(rebuild()).isZero();

        assertThat(signUpAgain()).isEqualTo(Decision.refuse(Refusal.EMAIL_TAKEN));
    }

    @Test
    void reports_its_progress_up_to_the_end() {
        before.given(signUp(), new EraseUser(ADA, FIRST));

        rebuild();

        assertThat(reached)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(1)
                .endsWith(before.ledger.nextPosition());
    }

    @Test
    void leaves_the_address_of_an_erased_user_available() {
        before.given(signUp(), new EraseUser(ADA, FIRST));
        loseReservations();

        rebuild();

        assertThat(reservations.find(STORE_KEY)).isEmpty();
    }

    @Test
    void keeps_a_retained_address_for_its_user() {
        before.given(signUp());
        before.recordEvent("EmailClaim", CLAIM, 1, new EmailRetained(CLAIM, ADA, NOW.plus(Duration.ofHours(72))));
        loseReservations();

        rebuild();

        assertThat(signUpAgain()).isEqualTo(Decision.refuse(Refusal.EMAIL_TAKEN));
    }

    @Test
    void keeps_a_reclaimed_address_for_its_user() {
        before.given(signUp());
        before.recordEvent("EmailClaim", CLAIM, 1, new EmailRetained(CLAIM, ADA, NOW));
        before.recordEvent("EmailClaim", CLAIM, 2, new EmailReclaimed(CLAIM, ADA));
        loseReservations();

        rebuild();

        assertThat(signUpAgain()).isEqualTo(Decision.refuse(Refusal.EMAIL_TAKEN));
    }

    @Test
    void removes_the_entries_of_claims_that_never_came_into_being_or_are_for_another_address() {
        before.given(signUp());
        loseReservations();
        for (var i = 0; i < 2500; i++) {
            store("email/lost-" + i, new EmailClaimId(id(50)).toString());
        }
        store("email/of-another", CLAIM.toString());
        store("email/of-another-one", CLAIM + "/" + CLAIM);
        store("email/damaged", "no claim");
        store("emails/no-address", "left alone");

        rebuild();
        rebuild();

        assertThat(reservations.keys("", "", 10)).containsExactly(STORE_KEY, "emails/no-address");
        assertThat(storedClaim()).isEqualTo(CLAIM);
    }

    @Test
    void removes_the_entry_of_a_released_address() {
        before.given(signUp());
        before.recordEvent("EmailClaim", CLAIM, 1, new EmailReleased(CLAIM, ADA));
        loseReservations();
        store(STORE_KEY, CLAIM.toString());

        rebuild();

        assertThat(reservations.keys("", "", 10)).isEmpty();
    }

    private void store(String key, String value) {
        reservations.put(key, value.getBytes(UTF_8));
    }

    @Test
    void with_a_vault_that_lost_keys_counts_the_unprotected_addresses() {
        before.given(signUp());
        loseReservations();

        try (var axonLedger = CommandSideFixture.axonLedger(before.ledger, new InMemoryVault())) {
            assertThat(EmailClaimConfiguration.rebuildReservations(axonLedger, reservations, reached::add))
                    .isEqualTo(1);
        }
        assertThat(reservations.find(STORE_KEY)).isEmpty();
    }

    private long rebuild() {
        try (var axonLedger = CommandSideFixture.axonLedger(before.ledger, before.vault)) {
            return EmailClaimConfiguration.rebuildReservations(axonLedger, reservations, reached::add);
        }
    }

    private Decision signUpAgain() {
        return before.when(anotherSignUp(100));
    }

    /** As an older store or a damaged one has. */
    private void loseReservations() {
        reservations
                .keys("", "", Integer.MAX_VALUE)
                .forEach(key -> reservations.find(key).ifPresent(value -> reservations.remove(key, value)));
    }

    private EmailClaimId storedClaim() {
        return EmailClaimId.parse(new String(reservations.find(STORE_KEY).orElseThrow(), UTF_8));
    }
}
