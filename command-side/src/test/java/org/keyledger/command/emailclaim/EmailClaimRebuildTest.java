package org.keyledger.command.emailclaim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.signUp;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;

/** Of the ledger or of the cells: after it each address is taken by whom the ledger knows, and by nobody else. */
class EmailClaimRebuildTest {

    private static final String CELL = "email/" + EMAIL_HMAC.value();

    private final CommandSideFixture before = new CommandSideFixture();
    private final List<Position> reached = new ArrayList<>();

    @AfterEach
    void close() {
        before.close();
    }

    @Test
    void without_claims_leaves_an_address_to_who_has_it() {
        before.given(signUp());

        var cells = new InMemoryAtomicStore();

        assertThat(restored(cells)).isZero();
        assertThat(signingUpAgain(cells)).isEqualTo(Decision.refuse(Refusal.EMAIL_TAKEN));
        assertThat(claimIn(cells)).isEqualTo(CLAIM);
    }

    @Test
    void with_a_claim_that_the_ledger_has_lost_leaves_an_address_to_who_has_it() {
        before.given(signUp());
        var cells = new InMemoryAtomicStore();
        cells.putIfAbsent(CELL, new EmailClaimId(id(50)).toString().getBytes(UTF_8), Durability.DURABLE);

        assertThat(restored(cells)).isZero();

        assertThat(signingUpAgain(cells)).isEqualTo(Decision.refuse(Refusal.EMAIL_TAKEN));
    }

    @Test
    void tells_how_far_it_has_read_up_to_the_end() {
        before.given(signUp(), new EraseUser(ADA, FIRST));

        restored(new InMemoryAtomicStore());

        assertThat(reached)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(1)
                .endsWith(before.ledger.next());
    }

    @Test
    void leaves_the_address_of_who_has_gone_to_anyone() {
        before.given(signUp(), new EraseUser(ADA, FIRST));
        var cells = new InMemoryAtomicStore();

        restored(cells);

        assertThat(cells.get(CELL)).isEmpty();
    }

    @Test
    void with_a_vault_that_lost_keys_says_how_many_addresses_anyone_can_take() {
        before.given(signUp());
        var cells = new InMemoryAtomicStore();

        try (var axonLedger = CommandSideFixture.axonLedger(before.ledger, new InMemoryVault())) {
            assertThat(EmailClaimConfiguration.restore(axonLedger, before.ledger, cells, reached::add))
                    .isEqualTo(1);
        }
        assertThat(cells.get(CELL)).isEmpty();
    }

    private long restored(AtomicStore cells) {
        try (var axonLedger = CommandSideFixture.axonLedger(before.ledger, before.vault)) {
            return EmailClaimConfiguration.restore(axonLedger, before.ledger, cells, reached::add);
        }
    }

    private Decision signingUpAgain(AtomicStore cells) {
        try (var after = CommandSideFixture.withoutReactions(before.ledger, cells, before.vault)) {
            return after.when(anotherSignUp(100));
        }
    }

    private static EmailClaimId claimIn(AtomicStore cells) {
        return EmailClaimId.parse(new String(cells.get(CELL).orElseThrow(), UTF_8));
    }
}
