package org.keyledger.command.emailclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.UnknownOutcomeException;
import org.keyledger.ledger.simulation.SimulatedCluster;

/**
 * The real command side on a simulated replica set: whatever happens to reservations and commits, an address belongs to one
 * account.
 */
@DisplayName("Claiming an e-mail address on a replica set")
class EmailClaimReplicaSetTest {

    private static final int SEEDS = 20;

    private final InMemoryVault vault = new InMemoryVault();

    @Test
    void reuses_the_reservation_when_the_commit_is_lost() {
        var outcome = SimulatedCluster.run(1, stores -> {
            try (var first = on(stores, 0);
                    var next = on(stores, 1)) {
                stores.crashAtNextInsert();
                assertThat(decision(first, anotherSignUp(100))).isNull();

                assertThat(decision(next, anotherSignUp(200))).isInstanceOf(Decision.Done.class);
                assertThat(claims(next)).containsExactly(new EmailClaimId(id(102)));

                stores.sleep(Duration.ofSeconds(5));
                assertThat(first.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
            }
        });
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.tally()).containsKeys("process crash", "request lost");
    }

    @Test
    void whose_reservation_is_rolled_back_is_claimed_by_another() {
        var outcome = SimulatedCluster.run(1, stores -> {
            try (var first = on(stores, 0);
                    var next = on(stores, 1)) {
                stores.isolatePrimary(Duration.ofSeconds(30));
                assertThat(decision(first, anotherSignUp(100))).isNull();
                stores.sleep(Duration.ofSeconds(40));

                assertThat(decision(next, anotherSignUp(200))).isInstanceOf(Decision.Done.class);
                assertThat(claims(next)).containsExactly(new EmailClaimId(id(202)));
                assertThat(first.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
            }
        });
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.tally()).containsKeys("rollback", "election");
    }

    @Test
    void belongs_to_one_account_at_a_time_under_any_fault() {
        var tally = new HashMap<String, Integer>();
        for (var seed = 1; seed <= SEEDS; seed++) {
            var outcome = SimulatedCluster.run(seed, this::claimAndRelease);
            assertThat(outcome.findings()).as("seed %d", seed).isEmpty();
            outcome.tally().forEach((what, times) -> tally.merge(what, times, Integer::sum));
        }
        assertThat(tally).containsKeys("election", "process crash", "stored", "refused: ReservationConflictException");
        assertThat(tally.get("claim released")).isGreaterThan(SEEDS / 3);
    }

    private void claimAndRelease(SimulatedCluster stores) {
        try (var one = on(stores, 0);
                var other = on(stores, 1)) {
            stores.startConcurrently("trouble", () -> stores.injectFaults(Duration.ofSeconds(10)));
            stores.startConcurrently("one", () -> signUp(stores, one, 1000));
            stores.startConcurrently("other", () -> signUp(stores, other, 2000));
            stores.join();
            assertOneAtATime(one.events());
        }
    }

    private static void signUp(SimulatedCluster stores, CommandSideFixture side, int numbers) {
        for (var i = 0; i < 6; i++) {
            var command = anotherSignUp(numbers + 10L * i);
            if (decision(side, command) instanceof Decision.Done && stores.randomInt(2) == 0) {
                release(stores, side, command);
            }
            stores.sleep(Duration.ofMillis(stores.randomInt(4000)));
        }
    }

    private static void release(SimulatedCluster stores, CommandSideFixture side, RegisterUser command) {
        try {
            var claim = side.events().stream()
                    .filter(it ->
                            it instanceof EmailClaimed claimed && claimed.user().equals(command.user()))
                    .map(it -> ((EmailClaimed) it).claim())
                    .findFirst();
            if (claim.isPresent()) {
                side.recordEvent("EmailClaim", claim.get(), 1, new EmailReleased(claim.get(), command.user()));
                stores.happened("claim released");
            }
        } catch (AppendRejectedException
                | StoreUnavailableException
                | UnknownOutcomeException
                | ConcurrencyException e) {
            // not released, or the outcome is unknown; the assertion reads it from the ledger
        }
    }

    private static void assertOneAtATime(List<?> events) {
        var active = new ArrayList<EmailClaimId>();
        for (var event : events) {
            if (event instanceof EmailClaimed claimed) {
                assertThat(active).as("before %s", claimed).isEmpty();
                active.add(claimed.claim());
            } else if (event instanceof EmailReleased released) {
                active.remove(released.claim());
            }
        }
    }

    private CommandSideFixture on(SimulatedCluster stores, int process) {
        return CommandSideFixture.withoutReactions(stores.ledger(process), stores.atomicStore(process), vault);
    }

    /** Null if the outcome is unknown. */
    private static Decision decision(CommandSideFixture side, RegisterUser command) {
        var result = side.send(command, Map.of());
        return result.isExceptional() ? null : (Decision) result.getPayload();
    }

    private static List<EmailClaimId> claims(CommandSideFixture side) {
        return side.events().stream()
                .filter(EmailClaimed.class::isInstance)
                .map(it -> ((EmailClaimed) it).claim())
                .toList();
    }
}
