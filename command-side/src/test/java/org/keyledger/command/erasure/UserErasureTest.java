package org.keyledger.command.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.PASSWORD;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.ForwardingVault;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.epoch.EpochStarter;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

@DisplayName("Erasing a user")
class UserErasureTest {

    private static final EraseUser ERASE = new EraseUser(ADA, FIRST);

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void gives_back_the_address_and_closes_what_nobody_else_owns_in_one_commit() {
        commandSide.given(signUp(), ERASE);

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(new EmailReleased(CLAIM, ADA), new TenantClosed(TENANT), new UserErased(ADA));
    }

    @Test
    void destroys_both_keys_and_forgets_the_address() {
        commandSide.given(signUp(), ERASE);

        awaitTrue(() -> isDestroyed(commandSide.vault, ADA) && isDestroyed(commandSide.vault, TENANT));
        assertThat(commandSide.atomicStore.get("email/" + EMAIL_HMAC.value())).isEmpty();
    }

    @Test
    void leaves_the_address_to_the_next_sign_up() {
        commandSide.given(signUp(), ERASE, anotherSignUp(100));
    }

    @Test
    void leaves_no_user_that_accepts_a_command() {
        commandSide.given(signUp(), ERASE);

        assertThat(commandSide.expectRefusal(ERASE)).isEqualTo(Refusal.NO_SUCH_USER);
        assertThat(commandSide.expectRefusal(new ChangePassword(ADA, FIRST, PASSWORD, null)))
                .isEqualTo(Refusal.NO_SUCH_USER);
        assertThat(commandSide.expectRefusal(new VerifyEmail(ADA, REQUEST, Digest.of("link"))))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(logIn(new SessionId(id(90)), FIRST)))
                .isEqualTo(Refusal.STALE_CREDENTIAL);
        assertThat(commandSide.expectRefusal(refresh(SESSION, 1))).isIn(Refusal.SESSION_ENDED, Refusal.NO_SUCH_SESSION);
    }

    @Test
    void is_refused_on_a_password_that_is_none_any_more() {
        commandSide.given(signUp(), new ChangePassword(ADA, FIRST, PASSWORD, null));

        assertThat(commandSide.expectRefusal(ERASE)).isEqualTo(Refusal.STALE_CREDENTIAL);
    }

    @Test
    void is_finished_by_the_next_start_if_it_was_cut_short_before_the_key_was_destroyed() {
        var ledger = new InMemoryLedger();
        var cells = new InMemoryAtomicStore();
        var vault = new InMemoryVault();
        eraseAndCrash(ledger, cells, vault);

        restart(ledger, cells, vault);
    }

    @Test
    void is_finished_by_the_next_start_on_sqlite_too(@TempDir Path folder) {
        var master = MasterKey.createIfAbsent(folder.resolve("master.key"), new SecureRandom());
        try (var home = SqliteStorage.open(folder, master, Clock.systemUTC(), new SecureRandom())) {
            eraseAndCrash(home.ledger(), home.atomicStore(), home.vault());
        }

        try (var home = SqliteStorage.open(folder, master, Clock.systemUTC(), new SecureRandom())) {
            restart(home.ledger(), home.atomicStore(), home.vault());
        }
    }

    /** The row of the crash table: between {@code UserErased} and the destruction of the key. */
    private static void eraseAndCrash(Ledger ledger, AtomicStore cells, Vault vault) {
        var crashing = new CrashingVault(vault);
        try (var dying = new CommandSideFixture(ledger, cells, crashing)) {
            dying.given(signUp(), ERASE);
            awaitTrue(() -> crashing.tries.get() > 0);
            assertThat(isDestroyed(vault, ADA)).isFalse();
            assertThat(isDestroyed(vault, TENANT)).isFalse();
        }
    }

    private static void restart(Ledger ledger, AtomicStore cells, Vault vault) {
        try (var restarted = new CommandSideFixture(ledger, cells, vault)) {
            awaitTrue(() -> isDestroyed(vault, ADA) && isDestroyed(vault, TENANT));
            assertThat(restarted.atomicStore.get("email/" + EMAIL_HMAC.value())).isEmpty();
        }
    }

    @Test
    void is_applied_again_to_a_vault_that_was_put_back() {
        var ledger = new InMemoryLedger();
        var cells = new InMemoryAtomicStore();
        var vault = new InMemoryVault();
        var lost = new CrashingVault(vault, new AtomicInteger(), false);
        try (var before = new CommandSideFixture(ledger, cells, lost)) {
            before.given(signUp(), ERASE);
            awaitTrue(() -> lost.tries.get() > 1);
        }
        assertThat(isDestroyed(vault, ADA)).isFalse();

        ErasureConfiguration.resetToken(cells);

        restart(ledger, cells, vault);
    }

    @Test
    void is_committed_again_where_a_ledger_that_was_put_back_has_lost_it() {
        commandSide.given(signUp());
        commandSide.erase(ADA);

        new EpochStarter(commandSide.ledger, commandSide.clock, new SecureRandom()).startAfter(0);

        awaitTrue(() -> commandSide.events().contains(new UserErased(ADA)));
        assertThat(commandSide.events()).asList().contains(new TenantClosed(TENANT));
    }

    private static boolean isDestroyed(Vault vault, Object subject) {
        return vault.findKey(subject.toString()) instanceof Subject.Destroyed;
    }

    private static void awaitTrue(BooleanSupplier condition) {
        try {
            for (var tries = 0; tries < 1200 && !condition.getAsBoolean(); tries++) {
                Thread.sleep(25);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Loses what was destroyed: it dies of it, or is put back from a backup later. */
    private static final class CrashingVault extends ForwardingVault {

        private final AtomicInteger tries;
        private final boolean crashes;

        private CrashingVault(Vault vault) {
            this(vault, new AtomicInteger(), true);
        }

        private CrashingVault(Vault vault, AtomicInteger tries, boolean dies) {
            super(vault);
            this.tries = tries;
            this.crashes = dies;
        }

        @Override
        public void destroyKey(String subject, Position by) {
            tries.incrementAndGet();
            if (crashes) {
                throw new IllegalStateException("the process dies here");
            }
        }

        /** What it stands on is another's. */
        @Override
        public void close() {}
    }
}
