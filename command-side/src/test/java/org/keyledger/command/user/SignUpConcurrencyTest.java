package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.padded;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.command.ConcurrentNodes.RoutedCommand;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.RegisterUser;

@DisplayName("Concurrent sign-ups with one address")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SignUpConcurrencyTest {

    private static final int ROUNDS = 250;
    private static final int EVENTS_OF_AN_ERASURE = 3;

    private final ConcurrentNodes nodes = new ConcurrentNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void in_parallel_on_one_node_make_one_account() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            oneAccount(round, List.of(nodes.onNode(signUp(round, 0)), nodes.onNode(signUp(round, 1))));
        }
    }

    /** Only the ledger detects a conflict between two nodes, at the commit of the second. */
    @Test
    void in_parallel_on_two_nodes_make_one_account() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            oneAccount(round, List.of(nodes.onNode(signUp(round, 0)), nodes.onOtherNode(signUp(round, 1))));
        }
    }

    /** The other one requests a mail to the owner. */
    @Test
    void padded_in_parallel_on_two_nodes_make_one_account() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var first = padded(signUp(round, 0), signUp(round, 0).verification());
            var second = padded(signUp(round, 1), signUp(round, 1).verification());

            assertThat(nodes.run(List.of(nodes.onNode(first), nodes.onOtherNode(second))))
                    .as("round %d", round)
                    .containsOnly(Decision.done());
            assertThat(accounts()).isEqualTo(round + 1);
            assertThat(events()).isEqualTo((round + 1) * 10L);
        }
    }

    /** Whichever comes first: the sign-up finds the address free, or is declined. */
    @Test
    void padded_at_the_same_time_as_an_erasure_has_as_many_events() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var erased = padded(signUp(round, 0), signUp(round, 0).verification());
            nodes.node.given(erased);
            var before = events();
            var next = padded(signUp(round, 1), signUp(round, 1).verification());

            assertThat(nodes.run(List.of(
                            round % 2 == 0 ? nodes.onNode(next) : nodes.onOtherNode(next),
                            nodes.onNode(new EraseUser(erased.user(), CredentialVersion.FIRST)))))
                    .as("round %d", round)
                    .containsOnly(Decision.done());
            assertThat(events() - before).as("round %d", round).isEqualTo(5 + EVENTS_OF_AN_ERASURE);
        }
    }

    private long events() {
        return nodes.node.commits().stream()
                .mapToLong(commit -> commit.commit().events().size())
                .sum();
    }

    private void oneAccount(int round, List<RoutedCommand> entrants) throws Exception {
        assertThat(nodes.run(entrants))
                .as("round %d", round)
                .containsExactlyInAnyOrder(Decision.done(), Decision.refuse(Refusal.EMAIL_TAKEN));
        assertThat(accounts()).isEqualTo(round + 1);
    }

    private static RegisterUser signUp(int round, int number) {
        RegisterUser it = anotherSignUp(1_000L * (round + 1) + 10L * number);
        return new RegisterUser(
                it.user(),
                it.tenant(),
                it.claim(),
                EmailHmac.parse("round-" + round),
                it.profile(),
                it.password(),
                it.verification(),
                it.apiKey(),
                it.session());
    }

    private long accounts() {
        return nodes.node.commits().stream()
                .flatMap(commit -> commit.commit().events().stream())
                .filter(entry -> entry.eventType().equals("user.registered"))
                .count();
    }
}
