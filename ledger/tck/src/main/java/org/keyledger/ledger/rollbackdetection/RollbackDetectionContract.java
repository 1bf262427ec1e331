package org.keyledger.ledger.rollbackdetection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Examples;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault.Subject.Destroyed;
import org.keyledger.ledger.epoch.EpochStarter;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.ledger.epoch.LedgerReopened;
import org.keyledger.ledger.hashchain.Chain;

/** The contract of detecting that an old copy of one part of a storage was restored while the other parts are newer. */
abstract class RollbackDetectionContract {

    /** Parts of a storage that are backed up separately. */
    enum Part {
        LEDGER,
        VAULT,
        CELLS
    }

    @TempDir
    Path folder;

    private Runnable backup = () -> {};

    abstract LedgerStorage open();

    /** Copies this part; the result restores the copy. The storage is closed at both times. */
    abstract Runnable copy(Part part);

    abstract void lose(Part part);

    @Test
    void a_new_ledger_starts_and_its_head_is_recorded() {
        serve("one", "two");

        try (LedgerStorage home = open()) {
            rollbackDetector(home).verifyAtStart(home.ledger());
            assertThat(HeadStore.in(home.vault()).read())
                    .isEqualTo(file().read())
                    .contains(KnownHead.of(home.ledger(), Epochs.of(home.ledger()), home.inodes()));
        }
    }

    @Test
    void a_ledger_recorded_empty_starts_after_a_crash() {
        serve();
        try (LedgerStorage home = open()) {
            append(home, "after the only word of the witnesses");
        }

        serve("and on");
    }

    @Test
    void another_ledger_is_not_accepted_as_the_one_recorded_empty() {
        serve();
        lose(Part.LEDGER);
        try (LedgerStorage home = open()) {
            append(home, "one");
        }

        refused("belongs to ledger");
    }

    @Test
    void a_recorded_head_that_is_behind_agrees() {
        serve("one");
        try (LedgerStorage home = open()) {
            append(home, "after the last word of the witnesses");
        }
        serve("and on");
    }

    @Test
    void without_a_recorded_head_it_needs_the_operators_confirmation() {
        try (LedgerStorage home = open()) {
            append(home, "one");
        }
        refused("no witness can confirm that this ledger, which ends at position 0, is the newest");

        restore();

        serve("two");
    }

    @Test
    void one_recorded_head_is_enough() throws IOException {
        serve("one");
        Files.writeString(folder.resolve("witness.json"), "damaged");

        serve("two");

        assertThat(file().read()).map(KnownHead::position).contains(1L);
    }

    @Test
    void a_backup_is_refused_by_each_recorded_head() {
        serve("one");
        backUp();
        serve("two");
        putBack();

        refused("the vault has seen position 1: it was set back");
        forgetInVault();
        refused("witness.json has seen position 1: it was set back");
    }

    @Test
    void a_backup_that_was_written_to_is_refused_as_a_fork() {
        serve("one");
        backUp();
        serve("two");
        putBack();
        try (LedgerStorage home = open()) {
            append(home, "another two");
            append(home, "three");
        }

        refused("the commit at position 1 has hash");
    }

    @Test
    void another_ledger_is_refused_and_cannot_be_restored() {
        serve("one");
        lose(Part.LEDGER);

        refused("belongs to ledger");
        assertThatThrownBy(this::restore)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("belongs to ledger");
    }

    @Test
    void restored_it_goes_on_in_a_new_epoch() {
        serve("one");
        backUp();
        serve("two", "three");
        putBack();

        LedgerReopened reopened = restore();
        serve("another two");

        try (LedgerStorage home = open()) {
            Epochs epochs = Epochs.of(home.ledger());
            UUID id = home.ledger().identity().id();
            assertThat(reopened)
                    .isEqualTo(new LedgerReopened(
                            id,
                            1,
                            0,
                            home.ledger().read(Position.FIRST, 1).get(0).hash().toString()));
            assertThat(epochs.at(0)).hasToString(id + ".0");
            assertThat(epochs.at(1)).hasToString(id + ".1");
            assertThat(epochs.present()).hasToString(id + ".1");
            assertThat(home.ledger().nextPosition()).isEqualTo(new Position(3));
            assertThat(Chain.verify(home.ledger())).isEmpty();
        }
    }

    @Test
    void the_same_backup_restored_again_gets_an_epoch_of_its_own() {
        serve("one");
        backUp();
        serve("two");
        putBack();
        restore();
        serve("another two");
        putBack();

        refused("the ledger is in epoch 0, and the vault has seen epoch 1");
        assertThat(restore().epoch()).isEqualTo(2);
        serve("a third two");
    }

    @Test
    void a_head_of_an_abandoned_epoch_neither_confirms_nor_refuses() {
        serve("one");
        backUp();
        serve("two");
        Optional<KnownHead> stale = file().read();
        putBack();
        restore();
        try (LedgerStorage home = open()) {
            file().write(stale.orElseThrow());
            rollbackDetector(home).verifyAtStart(home.ledger());
        }
        forgetInVault();

        refused("no witness can confirm");
    }

    @ParameterizedTest
    @EnumSource(names = {"VAULT", "CELLS"})
    void what_is_older_than_the_ledger_is_refused(Part part) {
        serveAt(NOON, "one");
        Runnable old = copy(part);
        serveAt(NOON.plusSeconds(120), "two");
        serveAt(NOON.plusSeconds(600), "three");
        old.run();

        refused("did not see what the ledger recorded from position 1 on, for 8 min");
        restore();
        serve("four");
    }

    @ParameterizedTest
    @EnumSource(names = {"VAULT", "CELLS"})
    void what_is_older_by_no_more_than_a_crash_takes_is_not(Part part) {
        serveAt(NOON, "one");
        Runnable old = copy(part);
        serveAt(NOON.plusSeconds(120), "two");
        serveAt(NOON.plusSeconds(122), "three");
        old.run();

        serve("four");
    }

    @ParameterizedTest
    @EnumSource(names = {"VAULT", "CELLS"})
    void what_is_gone_is_noticed(Part part) {
        serveAt(NOON, "one");
        serveAt(NOON.plusSeconds(600), "two");
        lose(part);

        refused("did not see what the ledger recorded from position 0 on, for 10 min");
    }

    @Test
    void every_erasure_that_the_vault_remembers_is_applied_again() {
        serve("one");
        backUp();
        try (LedgerStorage home = open()) {
            home.vault().createKeys(List.of("ann"));
            home.vault().destroyKey("ann", new Position(7));
        }
        serve("two");
        putBack();

        restore();

        try (LedgerStorage home = open()) {
            assertThat(home.vault().findKey("ann")).isEqualTo(new Destroyed(new Position(7)));
        }
    }

    private void serveAt(Instant time, String key) {
        serve(List.of(Examples.commit(key, Examples.event(key, 0, time))));
    }

    void serve(String... keys) {
        serve(Stream.of(keys).map(Examples::beginning).toList());
    }

    private void serve(List<Commit> commits) {
        try (LedgerStorage home = open()) {
            RollbackDetector witnesses = rollbackDetector(home);
            witnesses.verifyAtStart(home.ledger());
            try (HeadRecorder keeper = HeadRecorder.start(home.ledger(), witnesses)) {
                commits.forEach(commit -> home.ledger().append(commit).join());
            }
        }
    }

    LedgerReopened restore() {
        try (LedgerStorage home = open()) {
            return rollbackDetector(home)
                    .startEpoch(
                            new EpochStarter(home.ledger(), Clock.systemUTC(), new SecureRandom(), Map.of()),
                            home.ledger(),
                            home.vault());
        }
    }

    void refused(String why) {
        try (LedgerStorage home = open()) {
            assertThatThrownBy(() -> rollbackDetector(home).verifyAtStart(home.ledger()))
                    .isInstanceOf(StorageOpenException.class)
                    .hasMessageContaining(why);
        }
    }

    private void backUp() {
        backup = copy(Part.LEDGER);
    }

    private void putBack() {
        backup.run();
    }

    private void forgetInVault() {
        try (LedgerStorage home = open()) {
            home.vault().putSecret("witness", new byte[0]);
        }
    }

    HeadStore file() {
        return HeadStore.in(folder.resolve("witness.json"));
    }

    RollbackDetector rollbackDetector(LedgerStorage home) {
        return new RollbackDetector(
                List.of(HeadStore.in(home.vault()), file(), HeadStore.in(home.atomicStore())),
                List.of(),
                home.inodes());
    }

    private static void append(LedgerStorage home, String key) {
        home.ledger().append(Examples.beginning(key)).join();
    }
}
