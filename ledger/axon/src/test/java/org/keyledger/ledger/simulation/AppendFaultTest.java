package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;
import static org.keyledger.ledger.simulation.ScenarioRunner.appendConcurrently;
import static org.keyledger.ledger.simulation.ScenarioRunner.appendUntilAnswered;
import static org.keyledger.ledger.simulation.ScenarioRunner.assertHappened;
import static org.keyledger.ledger.simulation.ScenarioRunner.assertPositions;
import static org.keyledger.ledger.simulation.ScenarioRunner.named;
import static org.keyledger.ledger.simulation.ScenarioRunner.runScenario;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.DuplicateKeyException;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.simulation.ClientHistory.Attempt;
import org.keyledger.ledger.simulation.ScriptedFaults.LostMessage;

/** Faults of an append, each in a scenario with the real writer on the simulated replica set. */
@DisplayName("Append under each listed fault")
class AppendFaultTest {

    private static final String NOT_STORED = "nowhere";

    @DisplayName("A request that is lost")
    @Nested
    class LostRequest {

        @Test
        void is_made_again_at_the_same_position() {
            var tally = runScenario(world -> {
                world.servers().scriptedFaults().lose(InsertCommand.class, LostMessage.REQUEST, sender -> {});

                Attempt asked = appendUntilAnswered(world, world.node(0), beginning("a"));

                assertThat(asked.stored).isEqualTo(Position.FIRST);
            });
            assertHappened(tally, "request lost", "unknown");
        }

        @Test
        void stores_nothing_when_its_process_crashes() {
            var tally = runScenario(world -> {
                world.servers()
                        .scriptedFaults()
                        .lose(
                                InsertCommand.class,
                                LostMessage.REQUEST,
                                sender -> world.of(sender).crash());
                Commit commit = beginning("a");
                Attempt unanswered = world.node(0).attempt(commit);
                assertThat(unanswered.until).isEqualTo(Long.MAX_VALUE);
                assertThat(world.node(1).ledger().head()).isEmpty();

                assertThat(appendUntilAnswered(world, world.node(1), commit).stored)
                        .isEqualTo(Position.FIRST);
                world.node(0).start();
            });
            assertHappened(tally, "request lost", "process crash", "never answered");
        }
    }

    @DisplayName("A commit whose reply is lost")
    @Nested
    class LostReply {

        @Test
        void is_committed_and_found_by_its_key() {
            var tally = runScenario(world -> {
                world.servers().scriptedFaults().lose(InsertCommand.class, LostMessage.REPLY, sender -> {});

                Attempt asked = appendUntilAnswered(world, world.node(0), beginning("a"));

                assertThat(asked.stored).isEqualTo(Position.FIRST);
            });
            assertHappened(tally, "reply lost", "unknown");
            assertThat(tally).as("events of all runs").doesNotContainKey("duplicate");
        }

        @Test
        void is_committed_although_its_process_crashes_and_another_retries() {
            var tally = runScenario(world -> {
                world.servers()
                        .scriptedFaults()
                        .tear(0, 0, member -> world.node(0).crash());
                Commit commit = beginning("a");
                world.node(0).attempt(commit);

                assertThat(appendUntilAnswered(world, world.node(1), commit).stored)
                        .isEqualTo(Position.FIRST);
                world.node(0).start();
            });
            assertHappened(tally, "process crash", "never answered", "duplicate");
        }
    }

    @Test
    void a_duplicate_and_a_failed_write_concern_in_one_reply_leave_all_unknown_and_nothing_built_on_it() {
        var tally = runScenario(world -> {
            assertPositions(appendConcurrently(world, world.node(1), commit("rival", event("x", 0))), 0);
            world.servers().scriptedFaults().tear(0, 0, world.servers()::isolate);
            world.scheduler().after(15 * SimulationScheduler.SECOND, world.servers()::heal);

            List<Attempt> asked = appendConcurrently(
                    world, world.node(0), beginning("a"), commit("mine", event("x", 0)), beginning("b"));

            assertPositions(asked, 1, NOT_STORED, 2);
            assertThat(asked.get(1).refused).isInstanceOf(SequenceConflictException.class);
        });
        assertHappened(tally, "write error behind a prefix and concern error");
    }

    @Test
    void a_primary_that_steps_down_within_a_batch_keeps_the_prefix_and_the_suffix_is_rolled_back_and_sent_again() {
        var tally = runScenario(world -> {
            world.servers().scriptedFaults().tear(1, SimulationScheduler.SECOND, member -> {
                world.servers().isolate(member);
                world.node(0).freeze(40 * SimulationScheduler.SECOND);
            });
            world.scheduler().after(30 * SimulationScheduler.SECOND, world.servers()::heal);
            SimulatedFuture<Attempt> other = new SimulatedFuture<>(world.scheduler());
            world.scheduler().start("another caller", () -> {
                world.scheduler().running().sleep(3 * SimulationScheduler.SECOND);
                other.complete(appendUntilAnswered(world, world.node(1), beginning("other")));
            });

            List<Attempt> asked = appendConcurrently(
                    world, world.node(0), beginning("a"), beginning("b"), beginning("c"), beginning("d"));

            assertPositions(asked, 0, 1, 3, 4);
            assertThat(other.await(SimulationScheduler.SECOND).orElseThrow().stored)
                    .isEqualTo(new Position(2));
        });
        assertHappened(tally, "rollback", "election");
    }

    @DisplayName("Two nodes that race")
    @Nested
    class RacingNodes {

        @Test
        void for_a_position_have_one_renumbered() {
            var tally = runScenario(world -> {
                assertPositions(appendConcurrently(world, world.node(0), beginning("a")), 0);
                assertPositions(appendConcurrently(world, world.node(1), beginning("b")), 1);

                assertPositions(appendConcurrently(world, world.node(0), beginning("c"), beginning("d")), 2, 3);
            });
            assertHappened(tally, "duplicate");
        }

        @Test
        void for_a_sequence_have_one_refused() {
            runScenario(world -> {
                List<Attempt> asked = race(world, commit("one", event("a", 0)), commit("other", event("a", 0)));

                assertThat(asked).filteredOn(it -> it.stored != null).hasSize(1);
                assertThat(asked)
                        .filteredOn(it -> it.refused instanceof SequenceConflictException)
                        .hasSize(1);
            });
        }

        @Test
        void for_a_key_have_one_rejected_as_duplicate() {
            runScenario(world -> {
                List<Attempt> asked = race(world, commit("same", event("a", 0)), commit("same", event("b", 0)));

                assertThat(asked).filteredOn(it -> it.stored != null).hasSize(1);
                assertThat(asked)
                        .filteredOn(it -> it.refused instanceof DuplicateKeyException)
                        .hasSize(1);
            });
        }

        private List<Attempt> race(Simulation world, Commit one, Commit other) {
            SimulatedFuture<Attempt> second = new SimulatedFuture<>(world.scheduler());
            world.scheduler()
                    .start("the other", () -> second.complete(appendUntilAnswered(world, world.node(1), other)));
            Attempt first = appendUntilAnswered(world, world.node(0), one);
            return List.of(first, second.await(60 * SimulationScheduler.SECOND).orElseThrow());
        }
    }

    @Test
    void a_commit_that_can_never_be_stored_fails_alone() {
        runScenario(world -> {
            Commit never = commit("never", named(SimulatedCommitStore.POISON, "p", 0, "{}".getBytes(UTF_8)));

            List<Attempt> asked = appendConcurrently(world, world.node(0), beginning("a"), never, beginning("b"));

            assertPositions(asked, 0, NOT_STORED, 1);
            assertThat(asked.get(1).refused).isInstanceOf(InvalidCommitException.class);
        });
    }

    @Test
    void a_server_that_ends_at_a_failed_fsync_takes_back_only_what_was_never_acknowledged() {
        var tally = runScenario(world -> {
            world.servers().scriptedFaults().tear(0, 0, member -> {
                member.crash();
                world.scheduler().after(10 * SimulationScheduler.SECOND, member::restart);
            });

            Commit[] commits = Stream.of("a", "b").map(it -> beginning(it)).toArray(Commit[]::new);

            assertPositions(appendConcurrently(world, world.node(0), commits), 0, 1);
        });
        assertHappened(tally, "server crash", "election", "unknown");
    }

    @Test
    void full_disks_refuse_appends_until_there_is_space() {
        var tally = runScenario(world -> {
            world.servers().scriptedFaults().full(true);
            Commit commit = beginning("a");

            assertThat(world.node(0).attempt(commit).stored).isNull();
            assertThat(world.node(1).ledger().head()).isEmpty();

            world.servers().scriptedFaults().full(false);
            assertThat(appendUntilAnswered(world, world.node(0), commit).stored).isEqualTo(Position.FIRST);
        });
        assertHappened(tally, "disk full");
    }
}
