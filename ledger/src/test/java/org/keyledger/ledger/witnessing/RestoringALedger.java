package org.keyledger.ledger.witnessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.CannotOpen;
import org.keyledger.ledger.Examples;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault.Subject.Destroyed;
import org.keyledger.ledger.chaining.Chain;
import org.keyledger.ledger.reopening.Epochs;
import org.keyledger.ledger.reopening.LedgerReopened;
import org.keyledger.ledger.reopening.Reopening;
import org.keyledger.ledger.sqlite.SqliteLedgerHome;
import org.keyledger.ledger.wrapping.MasterKey;

/** On real files: a backup is a copy of {@code ledger.db}, and is put back over the newer one. */
class RestoringALedger {

    @TempDir
    private Path folder;

    private Path data;
    private MasterKey master;

    @BeforeEach
    void given_a_folder() {
        data = folder.resolve("data");
        master = MasterKey.createIfAbsent(folder.resolve("master.key"));
    }

    @Test
    void a_fresh_ledger_starts_and_from_then_on_is_remembered() {
        serve("one", "two");

        try (SqliteLedgerHome home = open()) {
            witnesses(home).admit(home.ledger());
            assertThat(new VaultWitness(home.vault()).read())
                    .isEqualTo(file().read())
                    .isEqualTo(Witness.of(home.ledger(), Epochs.of(home.ledger())));
        }
    }

    @Test
    void a_witness_that_is_behind_agrees() {
        serve("one");
        try (SqliteLedgerHome home = open()) {
            append(home, "after the last word of the witnesses");
        }
        serve("and on");
    }

    @Test
    void without_a_witness_it_takes_the_operators_word() throws IOException {
        try (SqliteLedgerHome home = open()) {
            append(home, "one");
        }
        refused("nobody can tell that this ledger, which ends at position 0, is the newest");

        restore();

        serve("two");
    }

    @Test
    void one_witness_is_enough() throws IOException {
        serve("one");
        Files.writeString(folder.resolve("witness.json"), "damaged");

        serve("two");

        assertThat(file().read()).map(Witness::position).contains(1L);
    }

    @Test
    void a_backup_is_refused_by_each_of_the_witnesses() throws IOException {
        serve("one");
        backUp();
        serve("two");
        putBack();

        refused("the vault has seen position 1: it was set back");
        forgetInVault();
        refused("witness.json has seen position 1: it was set back");
    }

    @Test
    void a_backup_that_was_written_to_is_refused_as_a_fork() throws IOException {
        serve("one");
        backUp();
        serve("two");
        putBack();
        try (SqliteLedgerHome home = open()) {
            append(home, "another two");
            append(home, "three");
        }

        refused("the commit at position 1 has hash");
    }

    @Test
    void another_ledger_is_refused_and_cannot_be_restored() throws IOException {
        serve("one");
        Files.delete(data.resolve("ledger.db"));

        refused("belongs to ledger");
        assertThatThrownBy(this::restore).isInstanceOf(CannotOpen.class).hasMessageContaining("belongs to ledger");
    }

    @Test
    void restored_it_goes_on_in_a_new_epoch() throws IOException {
        serve("one");
        backUp();
        serve("two", "three");
        putBack();

        LedgerReopened reopened = restore();
        serve("another two");

        try (SqliteLedgerHome home = open()) {
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
            assertThat(home.ledger().next()).isEqualTo(new Position(3));
            assertThat(Chain.verify(home.ledger())).isEmpty();
        }
    }

    @Test
    void the_same_backup_restored_again_gets_an_epoch_of_its_own() throws IOException {
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
    void who_saw_only_what_was_left_behind_neither_agrees_nor_refuses() throws IOException {
        serve("one");
        backUp();
        serve("two");
        Optional<Witness> stale = file().read();
        putBack();
        restore();
        try (SqliteLedgerHome home = open()) {
            file().write(stale.orElseThrow());
            witnesses(home).admit(home.ledger());
        }
        forgetInVault();

        refused("nobody can tell");
    }

    @Test
    void every_erasure_that_the_vault_remembers_is_applied_again() throws IOException {
        serve("one");
        backUp();
        try (SqliteLedgerHome home = open()) {
            home.vault().create(List.of("ann"));
            home.vault().destroy("ann", new Position(7));
        }
        serve("two");
        putBack();

        restore();

        try (SqliteLedgerHome home = open()) {
            assertThat(home.vault().open("ann")).isEqualTo(new Destroyed(new Position(7)));
        }
    }

    private void serve(String... keys) {
        try (SqliteLedgerHome home = open()) {
            Witnesses witnesses = witnesses(home);
            witnesses.admit(home.ledger());
            try (WitnessKeeper keeper = WitnessKeeper.start(home.ledger(), witnesses)) {
                for (String key : keys) {
                    append(home, key);
                }
            }
        }
    }

    private LedgerReopened restore() {
        try (SqliteLedgerHome home = open()) {
            return witnesses(home).reopen(new Reopening(home.ledger(), Clock.systemUTC()), home.ledger(), home.vault());
        }
    }

    private void refused(String why) {
        try (SqliteLedgerHome home = open()) {
            assertThatThrownBy(() -> witnesses(home).admit(home.ledger()))
                    .isInstanceOf(CannotOpen.class)
                    .hasMessageContaining(why);
        }
    }

    private void backUp() throws IOException {
        Files.copy(data.resolve("ledger.db"), folder.resolve("backup.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void putBack() throws IOException {
        Files.copy(folder.resolve("backup.db"), data.resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(data.resolve("ledger.db-wal")).doesNotExist();
    }

    private void forgetInVault() {
        try (SqliteLedgerHome home = open()) {
            home.vault().replace("witness", new byte[0]);
        }
    }

    private SqliteLedgerHome open() {
        return SqliteLedgerHome.open(data, master, Clock.systemUTC());
    }

    private FileWitness file() {
        return new FileWitness(folder.resolve("witness.json"));
    }

    private Witnesses witnesses(SqliteLedgerHome home) {
        return new Witnesses(List.of(new VaultWitness(home.vault()), file()), List.of());
    }

    private static void append(SqliteLedgerHome home, String key) {
        home.ledger().append(Examples.beginning(key)).join();
    }
}
