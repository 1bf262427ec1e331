package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Examples;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.SteppedProjection;
import org.keyledger.ledger.masterkey.MasterKey;

/** A process crashes at a given event of a commit of five, and the next process continues; batches have two events. */
@DisplayName("Process killed while it projects")
class SqliteProjectionCrashTest {

    private static final String NAME = "projections";

    @TempDir
    Path directory;

    @BeforeEach
    void given_a_commit_of_five() {
        MasterKey.createIfAbsent(key(directory), new SecureRandom());
        try (LedgerStorage home = open(directory)) {
            home.ledger()
                    .append(new Commit(
                            "five",
                            IntStream.range(0, 5)
                                    .mapToObj(sequence -> Examples.event("a", sequence))
                                    .toList()))
                    .join();
        }
    }

    @Test
    void before_its_position_is_stored_the_same_is_handled_again() throws Exception {
        die(1, true);

        try (LedgerStorage home = open(directory)) {
            assertThat(home.views().checkpoint(NAME).map(Views.Checkpoint::next))
                    .contains(Position.FIRST);
            assertThat(project(home, position -> {})).isEqualTo("0 1 2 3 4 ");
        }
    }

    @Test
    void after_a_batch_that_may_not_be_flushed_it_continues_from_the_stored_position() throws Exception {
        die(2, false);

        try (LedgerStorage home = open(directory)) {
            long next =
                    home.views().checkpoint(NAME).map(it -> it.next().value()).orElse(0L);
            assertThat(home.views().find("view", "a").map(SqliteProjectionCrashTest::text))
                    .isEqualTo(next == 0 ? Optional.empty() : Optional.of("0 1 "));
            assertThat(project(home, position -> {})).isEqualTo("0 1 2 3 4 ");
        }
    }

    @Test
    void after_the_second_event_it_goes_on_with_the_third() throws Exception {
        die(2, true);

        try (LedgerStorage home = open(directory)) {
            assertThat(home.views().checkpoint(NAME).map(Views.Checkpoint::next))
                    .contains(new Position(2));
            assertThat(text(home.views())).isEqualTo("0 1 ");
            assertThat(project(home, position -> {})).isEqualTo("0 1 2 3 4 ");
        }
    }

    private void die(long at, boolean flushed) throws Exception {
        try (ChildProcess child = ChildProcess.run(
                CrashingProcess.class, directory.toString(), String.valueOf(at), String.valueOf(flushed))) {
            String said = String.join("\n", child.lines().toList());
            assertThat(child.process().waitFor()).as(said).isEqualTo(CrashingProcess.CODE);
        }
    }

    /** Projects to the end and returns the content of the view. */
    private static String project(LedgerStorage home, LongConsumer moment) {
        ClaimOwner node = new ClaimOwner("another each time " + home, Clock.systemUTC(), Duration.ZERO);
        SteppedProjection group = new SteppedProjection(NAME, home.views(), node);
        List<PositionedEvent> events =
                home.ledger().readEvents("a", group.claim().value());
        for (int from = 0; from < events.size(); from += 2) {
            group.handle(events.subList(from, Math.min(from + 2, events.size())), (batch, event) -> {
                byte[] body = (batch.find("view", "a")
                                        .map(SqliteProjectionCrashTest::text)
                                        .orElse("") + event.position() + " ")
                        .getBytes(UTF_8);
                batch.put("view", new Views.Document("a", event.position(), body, Map.of(), Map.of()));
                moment.accept(event.position().value());
            });
        }
        return text(home.views());
    }

    private static String text(Views views) {
        return text(views.find("view", "a").orElseThrow());
    }

    private static String text(Views.Document document) {
        return new String(document.body(), UTF_8);
    }

    private static LedgerStorage open(Path directory) {
        return SqliteStorage.open(directory, MasterKey.read(key(directory)), Clock.systemUTC(), new SecureRandom());
    }

    private static Path key(Path directory) {
        return directory.resolve("master.key");
    }

    /** The process that halts after it has handled this event, before its batch is committed. */
    static final class CrashingProcess {

        static final int CODE = 9;

        public static void main(String[] args) {
            long last = Long.parseLong(args[1]);
            boolean flushed = Boolean.parseBoolean(args[2]);
            LedgerStorage home = open(Path.of(args[0]));
            project(home, position -> {
                if (position == last) {
                    if (flushed) {
                        home.views().drop("another"); // returns when every committed batch is in the file
                    }
                    Runtime.getRuntime().halt(CODE);
                }
            });
        }
    }
}
