package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.simulation.ScenarioRunner.appendUntilAnswered;
import static org.keyledger.ledger.simulation.ScenarioRunner.assertHappened;
import static org.keyledger.ledger.simulation.ScenarioRunner.beginning;
import static org.keyledger.ledger.simulation.ScenarioRunner.named;
import static org.keyledger.ledger.simulation.ScenarioRunner.runScenario;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.AppendRejectedException.ReservationConflictException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.encryption.SubjectKeys;
import org.keyledger.ledger.simulation.ScriptedFaults.LostMessage;

/** Faults of claims, keys, projections and publishers, each in a scenario on the simulated replica set. */
@DisplayName("Claims, keys, projections and publishers under each listed fault")
class ReaderFaultTest {

    @DisplayName("An e-mail claim that is stored durably")
    @Nested
    class DurableEmailClaim {

        @Test
        void and_whose_commit_is_lost_is_used_by_the_next_sign_up() {
            var tally = runScenario(world -> {
                LedgerProcess first = world.node(0);
                Reservation lost =
                        first.claims().findAvailable("ada", "claim 1").orElseThrow();
                world.servers()
                        .scriptedFaults()
                        .lose(
                                InsertCommand.class,
                                LostMessage.REQUEST,
                                sender -> world.of(sender).crash());
                first.attempt(signUp("first", "claim 1"), lost);

                LedgerProcess next = world.node(1);
                Reservation found =
                        next.claims().findAvailable("ada", "claim 2").orElseThrow();
                assertThat(EmailClaimModel.claim(found)).isEqualTo("claim 1");
                assertThat(appendUntilAnswered(world, next, signUp("second", "claim 1"), found).stored)
                        .isNotNull();

                first.start();
                assertThat(first.claims().findAvailable("ada", "claim 3")).isEmpty();
                assertThat(appendUntilAnswered(world, first, signUp("first", "claim 1"), lost).refused)
                        .isInstanceOf(SequenceConflictException.class);
            });
            assertHappened(tally, "process crash", "request lost");
        }

        @Test
        void after_another_claim_of_the_address_is_refused() {
            runScenario(world -> {
                LedgerProcess first = world.node(0);
                LedgerProcess next = world.node(1);
                Reservation late =
                        first.claims().findAvailable("ada", "claim 1").orElseThrow();
                Reservation won = next.claims().findAvailable("ada", "claim 2").orElseThrow();
                assertThat(appendUntilAnswered(world, next, signUp("second", "claim 2"), won).stored)
                        .isNotNull();

                assertThat(first.attempt(signUp("first", "claim 1"), late).refused)
                        .isInstanceOf(ReservationConflictException.class);
            });
        }

        @Test
        void only_on_an_isolated_primary_is_rolled_back_and_claimed_again() {
            var tally = runScenario(world -> {
                LedgerProcess first = world.node(0);
                Reservation lost =
                        first.claims().findAvailable("ada", "claim 1").orElseThrow();
                world.servers().isolate(world.servers().primary().orElseThrow());
                world.scheduler().after(30 * SimulationScheduler.SECOND, world.servers()::heal);
                assertThat(failing(() -> first.attempt(signUp("first", "claim 1"), lost)))
                        .isTrue();
                world.scheduler().running().sleep(40 * SimulationScheduler.SECOND);

                LedgerProcess next = world.node(1);
                Reservation found =
                        next.claims().findAvailable("ada", "claim 2").orElseThrow();
                assertThat(EmailClaimModel.claim(found)).isEqualTo("claim 2");
                assertThat(appendUntilAnswered(world, next, signUp("second", "claim 2"), found).stored)
                        .isNotNull();
                assertThat(first.claims().findAvailable("ada", "claim 1")).isEmpty();
            });
            assertHappened(tally, "rollback", "election");
        }

        private Commit signUp(String user, String claim) {
            return new Commit(
                    "sign up " + user,
                    List.of(
                            named(EmailClaimModel.CLAIMED, claim, 0, "ada".getBytes(UTF_8)),
                            named("registered", user, 0, "{}".getBytes(UTF_8))));
        }
    }

    @Test
    void a_key_without_a_commit_is_used_by_the_next_commit() {
        runScenario(world -> {
            LedgerProcess first = world.node(0);
            SubjectKeys keys = keys(world, first);
            keys.create(List.of("ada"));
            Subject orphan = new SimulatedVault(first.connection(), world.behavior()).findKey("ada");
            first.crash();

            LedgerProcess next = world.node(1);
            keys(world, next).create(List.of("ada"));
            assertThat(appendUntilAnswered(world, next, beginning("ada", 1)).stored)
                    .isEqualTo(Position.FIRST);
            assertThat(new SimulatedVault(next.connection(), world.behavior()).findKey("ada"))
                    .isInstanceOf(Subject.Active.class)
                    .isEqualTo(orphan);
            first.start();
        });
    }

    private static SubjectKeys keys(Simulation world, LedgerProcess node) {
        return new SubjectKeys(
                new SimulatedVault(node.connection(), world.behavior()), Clock.systemUTC(), Ticker.systemTicker());
    }

    @DisplayName("A processor that crashes")
    @Nested
    class CrashingProcessor {

        @Test
        void before_its_position_is_stored_handles_the_same_again() {
            var tally = runScenario(world -> {
                appendUntilAnswered(world, world.node(0), beginning("a", 5));
                world.scheduler().running().sleep(100 * SimulationScheduler.MS);
                world.breakpoints().onNext("projected 1", () -> crashAndRestart(world));
            });
            assertHappened(tally, "projected 1", "process crash");
        }

        @Test
        void while_its_position_is_being_stored_counts_it_once() {
            var tally = runScenario(world -> {
                appendUntilAnswered(world, world.node(0), beginning("a", 5));
                world.breakpoints()
                        .onNext(
                                "projected 1",
                                () -> world.servers()
                                        .scriptedFaults()
                                        .lose(ConditionalWriteCommand.class, LostMessage.REPLY, sender -> {
                                            world.of(sender).crash();
                                            world.scheduler()
                                                    .after(SimulationScheduler.SECOND, world.of(sender)::start);
                                        }));
            });
            assertHappened(tally, "projected 1", "reply lost", "process crash");
        }

        @Test
        void after_the_second_event_of_a_commit_of_five_resumes_with_the_third() {
            var tally = runScenario(world -> {
                appendUntilAnswered(world, world.node(0), beginning("a", 5));
                SimulatedFuture<Position> stored = new SimulatedFuture<>(world.scheduler());
                world.breakpoints().onNext("projected 2", () -> {
                    stored.complete(ConsistencyChecker.projected(
                                    world.servers().primary().orElseThrow().majority())
                            .orElseThrow());
                    crashAndRestart(world);
                });
                assertThat(stored.await(60 * SimulationScheduler.SECOND)).contains(new Position(2));
            });
            assertHappened(tally, "projected 2", "process crash");
        }
    }

    @Test
    void a_batch_of_a_previous_owner_is_refused() {
        var tally = runScenario(world -> {
            appendUntilAnswered(world, world.node(0), beginning("a", 5));
            world.breakpoints().onNext("projected 2", () -> world.running().freeze(60 * SimulationScheduler.SECOND));
            world.scheduler().running().sleep(30 * SimulationScheduler.SECOND);
            assertThat(ConsistencyChecker.projected(
                            world.servers().primary().orElseThrow().majority()))
                    .as("projections of the other node")
                    .contains(new Position(5));
            world.scheduler().running().sleep(60 * SimulationScheduler.SECOND);
        });
        assertHappened(tally, "projected 2", "process held", "zombie's batch refused");
    }

    @DisplayName("A publisher")
    @Nested
    class CrashingPublisher {

        @ParameterizedTest
        @ValueSource(strings = {"before fencing", "fenced", "place read", "sent", "committed"})
        void that_crashes_at_any_step_publishes_each_event_once(String step) {
            var tally = runScenario(world -> {
                world.breakpoints().onNext(step, () -> crashAndRestart(world));
                appendUntilAnswered(world, world.node(0), beginning("a", 5));
                world.scheduler().running().sleep(20 * SimulationScheduler.SECOND);
                appendUntilAnswered(world, world.node(1), beginning("b", 5));
            });
            assertHappened(tally, step, "process crash");
        }

        @Test
        void that_wakes_after_another_took_over_is_fenced() {
            var tally = runScenario(world -> {
                world.breakpoints().onNext("sent", () -> world.running().freeze(40 * SimulationScheduler.SECOND));
                appendUntilAnswered(world, world.node(0), beginning("a", 5));
                world.scheduler().running().sleep(20 * SimulationScheduler.SECOND);
                assertThat(world.topic().records())
                        .as("records of the other publisher")
                        .hasSize(5);
                world.scheduler().running().sleep(40 * SimulationScheduler.SECOND);
            });
            assertHappened(tally, "sent", "process held", "publisher fenced or unanswered");
        }
    }

    private static void crashAndRestart(Simulation world) {
        LedgerProcess dying = world.running();
        dying.crash();
        world.scheduler().after(SimulationScheduler.SECOND, dying::start);
    }

    private static boolean failing(Runnable asked) {
        try {
            asked.run();
            return false;
        } catch (ServerConnection.ServerConnectionException e) {
            return true;
        }
    }
}
