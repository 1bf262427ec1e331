package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.anotherSignUp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.CommandSide;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserCommand.RegisterUser;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TwoSignUpsOfOneAddress {

    private static final int ROUNDS = 250;

    private final CommandSide node = new CommandSide();
    private final CommandSide otherNode = new CommandSide(node);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        otherNode.close();
        node.close();
    }

    /** Locks of one node keep its sign-ups apart. */
    @Test
    void in_parallel_on_one_node_make_one_account() throws Exception {
        oneAccountInEveryRound(List.of(node, node, node));
    }

    /** Nothing but the ledger keeps two nodes apart: the loser's race shows at its commit. */
    @Test
    void in_parallel_on_two_nodes_make_one_account() throws Exception {
        oneAccountInEveryRound(List.of(node, otherNode));
    }

    private void oneAccountInEveryRound(List<CommandSide> nodes) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(decisionsOf(nodes, round))
                    .as("round %d", round)
                    .filteredOn(Decision.done()::equals)
                    .hasSize(1);
            assertThat(accounts()).isEqualTo(round + 1);
        }
    }

    private List<Decision> decisionsOf(List<CommandSide> nodes, int round) throws Exception {
        CyclicBarrier together = new CyclicBarrier(nodes.size());
        List<Callable<Decision>> signUps = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            CommandSide at = nodes.get(i);
            RegisterUser signUp = signUp(round, i);
            signUps.add(() -> {
                together.await();
                return at.when(signUp);
            });
        }
        List<Decision> decisions = new ArrayList<>();
        for (Future<Decision> decision : threads.invokeAll(signUps)) {
            decisions.add(doneOrTaken(decision));
        }
        return decisions;
    }

    private static Decision doneOrTaken(Future<Decision> decision) throws InterruptedException, ExecutionException {
        assertThat(decision.get()).isIn(Decision.done(), Decision.refuse(Refusal.EMAIL_TAKEN));
        return decision.get();
    }

    private static RegisterUser signUp(int round, int number) {
        RegisterUser it = anotherSignUp(1_000L * (round + 1) + 10L * number);
        return new RegisterUser(
                it.user(),
                it.tenant(),
                it.claim(),
                EmailHmac.parse("round-" + round),
                it.email(),
                it.name(),
                it.password(),
                it.verification(),
                it.apiKey(),
                it.session());
    }

    private long accounts() {
        return node.commits().stream()
                .flatMap(commit -> commit.commit().entries().stream())
                .filter(entry -> entry.name().equals("user.registered"))
                .count();
    }
}
