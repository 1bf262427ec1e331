package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.simulation.ScenarioRunner.beginning;
import static org.keyledger.ledger.simulation.ScenarioRunner.happened;
import static org.keyledger.ledger.simulation.ScenarioRunner.insist;
import static org.keyledger.ledger.simulation.ScenarioRunner.named;
import static org.keyledger.ledger.simulation.ScenarioRunner.told;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.encryption.SubjectKeys;
import org.keyledger.ledger.simulation.ScriptedFaults.LostMessage;

/** What may happen beside the book: to claims, keys, projections and publishers, on the modelled replica set. */
class ReaderFaultTest {

    @Nested
    class DurableEmailClaim {

        @Test
        void and_whose_commit_is_lost_is_used_by_who_comes_next() {
            var tally = told(world -> {
                LedgerProcess first = world.node(0);
                assertThat(first.claims().free(first.ledger(), "ada", "claim 1"))
                        .contains("claim 1");
                world.servers()
                        .mishaps()
                        .lose(
                                InsertCommand.class,
                                LostMessage.REQUEST,
                                sender -> world.of(sender).crash());
                first.attempt(signUp("first", "claim 1"));

                LedgerProcess next = world.node(1);
                Optional<String> claim = next.claims().free(next.ledger(), "ada", "claim 2");
                assertThat(claim).contains("claim 1");
                assertThat(insist(world, next, signUp("second", "claim 1")).stored)
                        .isNotNull();

                first.start();
                assertThat(first.claims().free(first.ledger(), "ada", "claim 3"))
                        .isEmpty();
                assertThat(insist(world, first, signUp("first", "claim 1")).refused)
                        .isNotNull();
            });
            happened(tally, "process crash", "request lost");
        }

        @Test
        void nowhere_but_on_a_primary_that_is_cut_off_is_rolled_back_and_taken_anew() {
            var tally = told(world -> {
                world.servers().isolate(world.servers().primary().orElseThrow());
                world.turns().after(30 * SimulationScheduler.SECOND, world.servers()::heal);
                LedgerProcess first = world.node(0);
                assertThat(failing(() -> first.claims().free(first.ledger(), "ada", "claim 1")))
                        .isTrue();
                world.turns().running().sleep(40 * SimulationScheduler.SECOND);

                LedgerProcess next = world.node(1);
                assertThat(next.claims().free(next.ledger(), "ada", "claim 2")).contains("claim 2");
                assertThat(insist(world, next, signUp("second", "claim 2")).stored)
                        .isNotNull();
                assertThat(first.claims().free(first.ledger(), "ada", "claim 1"))
                        .isEmpty();
            });
            happened(tally, "rollback", "election");
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
    void a_subjects_key_whose_commit_is_lost_is_an_orphan_that_the_next_commit_adopts() {
        told(world -> {
            LedgerProcess first = world.node(0);
            SubjectKeys keys = keys(world, first);
            keys.create(List.of("ada"));
            Subject orphan = new SimulatedVault(first.connection(), world.setting()).findKey("ada");
            first.crash();

            LedgerProcess next = world.node(1);
            keys(world, next).create(List.of("ada"));
            assertThat(insist(world, next, beginning("ada", 1)).stored).isEqualTo(Position.FIRST);
            assertThat(new SimulatedVault(next.connection(), world.setting()).findKey("ada"))
                    .isInstanceOf(Subject.Active.class)
                    .isEqualTo(orphan);
            first.start();
        });
    }

    private static SubjectKeys keys(Simulation world, LedgerProcess node) {
        return new SubjectKeys(new SimulatedVault(node.connection(), world.setting()), Clock.systemUTC());
    }

    @Nested
    class CrashingProcessor {

        @Test
        void before_its_position_is_stored_handles_the_same_again() {
            var tally = told(world -> {
                insist(world, world.node(0), beginning("a", 5));
                world.turns().running().sleep(100 * SimulationScheduler.MS);
                world.moments().at("projected 1", () -> dieAndComeAgain(world));
            });
            happened(tally, "projected 1", "process crash");
        }

        @Test
        void while_its_position_is_being_stored_counts_it_once() {
            var tally = told(world -> {
                insist(world, world.node(0), beginning("a", 5));
                world.moments()
                        .at(
                                "projected 1",
                                () -> world.servers()
                                        .mishaps()
                                        .lose(ConditionalWriteCommand.class, LostMessage.REPLY, sender -> {
                                            world.of(sender).crash();
                                            world.turns().after(SimulationScheduler.SECOND, world.of(sender)::start);
                                        }));
            });
            happened(tally, "projected 1", "reply lost", "process crash");
        }

        @Test
        void after_the_second_event_of_a_commit_of_five_resumes_with_the_third() {
            var tally = told(world -> {
                insist(world, world.node(0), beginning("a", 5));
                SimulatedFuture<Position> stored = new SimulatedFuture<>(world.turns());
                world.moments().at("projected 2", () -> {
                    stored.keep(ConsistencyChecker.projected(
                                    world.servers().primary().orElseThrow().majority())
                            .orElseThrow());
                    dieAndComeAgain(world);
                });
                assertThat(stored.await(60 * SimulationScheduler.SECOND)).contains(new Position(2));
            });
            happened(tally, "projected 2", "process crash");
        }
    }

    @Test
    void a_projections_old_owner_that_wakes_has_its_batch_refused() {
        var tally = told(world -> {
            insist(world, world.node(0), beginning("a", 5));
            world.moments().at("projected 2", () -> world.running().hold(60 * SimulationScheduler.SECOND));
            world.turns().running().sleep(30 * SimulationScheduler.SECOND);
            assertThat(ConsistencyChecker.projected(
                            world.servers().primary().orElseThrow().majority()))
                    .as("another has taken over")
                    .contains(new Position(5));
            world.turns().running().sleep(60 * SimulationScheduler.SECOND);
        });
        happened(tally, "projected 2", "process held", "zombie's batch refused");
    }

    @Nested
    class CrashingPublisher {

        @ParameterizedTest
        @ValueSource(strings = {"before fencing", "fenced", "place read", "sent", "committed"})
        void that_dies_at_any_step_leaves_each_event_out_there_once(String step) {
            var tally = told(world -> {
                world.moments().at(step, () -> dieAndComeAgain(world));
                insist(world, world.node(0), beginning("a", 5));
                world.turns().running().sleep(20 * SimulationScheduler.SECOND);
                insist(world, world.node(1), beginning("b", 5));
            });
            happened(tally, step, "process crash");
        }

        @Test
        void that_wakes_after_another_took_over_is_fenced() {
            var tally = told(world -> {
                world.moments().at("sent", () -> world.running().hold(40 * SimulationScheduler.SECOND));
                insist(world, world.node(0), beginning("a", 5));
                world.turns().running().sleep(20 * SimulationScheduler.SECOND);
                assertThat(world.topic().records()).as("another has published").hasSize(5);
                world.turns().running().sleep(40 * SimulationScheduler.SECOND);
            });
            happened(tally, "sent", "process held", "publisher fenced or unanswered");
        }
    }

    private static void dieAndComeAgain(Simulation world) {
        LedgerProcess dying = world.running();
        dying.crash();
        world.turns().after(SimulationScheduler.SECOND, dying::start);
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
