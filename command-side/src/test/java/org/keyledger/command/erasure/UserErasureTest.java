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
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.RepeatErasure;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Eventually;
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
    void releases_the_address_and_closes_the_tenant_in_one_commit() {
        commandSide.given(signUp(), ERASE);

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(new EmailReleased(CLAIM, ADA), new TenantClosed(TENANT), new UserErased(ADA));
    }

    @Test
    void destroys_both_keys_and_removes_the_address_entry() {
        commandSide.given(signUp(), ERASE);

        awaitKeysDestroyed(commandSide.vault);
        assertThat(commandSide.ledger.reservations().find("email/" + EMAIL_HMAC.value()))
                .isEmpty();
    }

    @Test
    void destroys_no_key_before_every_copy_is_erased() {
        var erased = new CopyOnWriteArraySet<UUID>();
        var failures = new AtomicInteger();
        var works = new AtomicBoolean();
        try (var node = CommandSideFixture.withCopy((subject, position) -> {
            if (!works.get()) {
                failures.incrementAndGet();
                throw new IllegalStateException("the copy cannot be written");
            }
            erased.add(subject);
        })) {
            node.given(signUp(), ERASE);
            Eventually.awaitTrue(() -> failures.get() > 0, () -> "not erased");
            assertThat(node.vault.destroyedSubjects()).isEmpty();

            works.set(true);
            Eventually.awaitTrue(() -> isDestroyedAfterAMinute(node), erased::toString);
            assertThat(erased).containsExactlyInAnyOrder(TENANT.value(), ADA.value());
        }
    }

    /** The processor waits before it repeats an event. */
    private static boolean isDestroyedAfterAMinute(CommandSideFixture node) {
        node.advanceClock(Duration.ofMinutes(1));
        return node.vault.destroyedSubjects().size() == 2;
    }

    @Test
    void leaves_the_address_to_the_next_sign_up() {
        commandSide.given(signUp(), ERASE, anotherSignUp(100));
    }

    @Test
    void leaves_no_user_that_accepts_a_command() {
        commandSide.given(signUp(), ERASE);

        assertThat(commandSide.expectRefusal(
                        new ChangePassword(ADA, FIRST, PASSWORD, null, false, Digest.of("receipt"))))
                .isEqualTo(Refusal.NO_SUCH_USER);
        assertThat(commandSide.expectRefusal(new VerifyEmail(ADA, REQUEST, Digest.of("link"), null)))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(logIn(new SessionId(id(90)), FIRST)))
                .isEqualTo(Refusal.STALE_CREDENTIAL);
        assertThat(commandSide.expectRefusal(refresh(SESSION, 1))).isIn(Refusal.SESSION_ENDED, Refusal.NO_SUCH_SESSION);
    }

    @Test
    void changes_nothing_when_it_is_repeated() {
        commandSide.given(signUp());
        assertThat(commandSide.expectRefusal(new RepeatErasure(ADA))).isEqualTo(Refusal.SIGNED_OUT);
        commandSide.given(ERASE);
        var recorded = commandSide.events().size();

        assertThat(commandSide.when(ERASE)).isEqualTo(Decision.noChange());
        assertThat(commandSide.when(new RepeatErasure(ADA))).isEqualTo(Decision.noChange());
        assertThat(commandSide.events()).hasSize(recorded);
    }

    @Test
    void is_refused_with_a_stale_credential() {
        commandSide.given(signUp(), new ChangePassword(ADA, FIRST, PASSWORD, null, false, Digest.of("receipt")));

        assertThat(commandSide.expectRefusal(ERASE)).isEqualTo(Refusal.STALE_CREDENTIAL);
    }

    @Test
    void is_completed_by_the_next_start_after_a_crash_before_the_key_was_destroyed() {
        var ledger = new InMemoryLedger();
        var atomicStore = new InMemoryAtomicStore();
        var vault = new InMemoryVault();
        eraseAndCrash(ledger, atomicStore, vault);

        restart(ledger, atomicStore, vault);
    }

    @Test
    void is_completed_by_the_next_start_on_sqlite_too(@TempDir Path folder) {
        var master = MasterKey.createIfAbsent(folder.resolve("master.key"), new SecureRandom());
        try (var storage = SqliteStorage.open(folder, master, Clock.systemUTC(), new SecureRandom())) {
            eraseAndCrash(storage.ledger(), storage.atomicStore(), storage.vault());
        }

        try (var storage = SqliteStorage.open(folder, master, Clock.systemUTC(), new SecureRandom())) {
            restart(storage.ledger(), storage.atomicStore(), storage.vault());
        }
    }

    /** Crashes between the commit of {@code UserErased} and the destruction of the key. */
    private static void eraseAndCrash(Ledger ledger, AtomicStore atomicStore, Vault vault) {
        var crashing = new CrashingVault(vault);
        try (var crashingSide = new CommandSideFixture(ledger, atomicStore, crashing)) {
            crashingSide.given(signUp(), ERASE);
            Eventually.awaitTrue(() -> crashing.attempts.get() > 0, crashingSide::events);
            assertThat(isDestroyed(vault, ADA)).isFalse();
            assertThat(isDestroyed(vault, TENANT)).isFalse();
        }
    }

    private static void restart(Ledger ledger, AtomicStore atomicStore, Vault vault) {
        try (var restarted = new CommandSideFixture(ledger, atomicStore, vault)) {
            awaitKeysDestroyed(vault);
            assertThat(restarted.ledger.reservations().find("email/" + EMAIL_HMAC.value()))
                    .isEmpty();
        }
    }

    @Test
    void is_applied_again_to_a_restored_vault() {
        var ledger = new InMemoryLedger();
        var atomicStore = new InMemoryAtomicStore();
        var vault = new InMemoryVault();
        var lost = new CrashingVault(vault, new AtomicInteger(), false);
        try (var before = new CommandSideFixture(ledger, atomicStore, lost)) {
            before.given(signUp(), ERASE);
            Eventually.awaitTrue(() -> lost.attempts.get() > 1, before::events);
        }
        assertThat(isDestroyed(vault, ADA)).isFalse();

        ErasureConfiguration.resetToken(atomicStore);

        restart(ledger, atomicStore, vault);
    }

    @Test
    void is_committed_again_if_a_restored_ledger_has_lost_it() {
        commandSide.given(signUp());
        commandSide.erase(ADA);

        new EpochStarter(commandSide.ledger, commandSide.clock, new SecureRandom(), Map.of()).startAfter(0);

        Eventually.awaitTrue(() -> commandSide.events().contains(new UserErased(ADA)), commandSide::events);
        assertThat(commandSide.events()).asList().contains(new TenantClosed(TENANT));
        assertThat(commandSide.lastMessages())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(Actor.of(event.getMetaData())).contains(Actor.system()));
    }

    private static boolean isDestroyed(Vault vault, Object subject) {
        return vault.findKey(subject.toString()) instanceof Subject.Destroyed;
    }

    private static void awaitKeysDestroyed(Vault vault) {
        Eventually.awaitTrue(
                () -> isDestroyed(vault, ADA) && isDestroyed(vault, TENANT),
                () -> "key of the user " + vault.findKey(ADA.toString()) + ", of the tenant "
                        + vault.findKey(TENANT.toString()));
    }

    /** Does not destroy keys: it crashes instead, or loses the destruction as a restored backup does. */
    private static final class CrashingVault extends ForwardingVault {

        private final AtomicInteger attempts;
        private final boolean crashes;

        private CrashingVault(Vault vault) {
            this(vault, new AtomicInteger(), true);
        }

        private CrashingVault(Vault vault, AtomicInteger attempts, boolean crashes) {
            super(vault);
            this.attempts = attempts;
            this.crashes = crashes;
        }

        @Override
        public void destroyKey(String subject, Position position) {
            attempts.incrementAndGet();
            if (crashes) {
                throw new IllegalStateException("simulated crash");
            }
        }

        /** The wrapped vault is closed by its owner. */
        @Override
        public void close() {}
    }
}
