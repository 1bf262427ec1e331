package org.keyledger.command.emailclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

/**
 * On SQLite: the process crashes after the key of its subject is on disk, and before the commit with its claim is.
 */
@DisplayName("A crash during sign-up")
class EmailClaimCrashTest {

    private static final RegisterUser LOST = anotherSignUp(100);

    @TempDir
    Path directory;

    @BeforeEach
    void given_a_process_that_crashed_before_its_commit() throws Exception {
        MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom());
        var dying = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingSignUp.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(dying.waitFor()).isEqualTo(CrashingSignUp.EXIT_CODE);
    }

    @Test
    void leaves_the_address_free() {
        try (var home = open(directory);
                var next = new CommandSideFixture(home.ledger(), home.atomicStore(), home.vault())) {
            assertThat(next.commits()).isEmpty();
            assertThat(home.ledger().reservations().keys("", "", 10)).isEmpty();

            next.given(anotherSignUp(200));

            assertThat(next.lastCommit())
                    .filteredOn(EmailClaimed.class::isInstance)
                    .extracting(it -> ((EmailClaimed) it).claim())
                    .containsExactly(new EmailClaimId(id(202)));
            assertThat(next.expectRefusal(LOST)).isEqualTo(Refusal.EMAIL_TAKEN);
        }
    }

    @Test
    void leaves_a_key_that_the_next_commit_of_its_subject_uses() {
        try (var home = open(directory);
                var next = new CommandSideFixture(home.ledger(), home.atomicStore(), home.vault())) {
            var orphan = home.vault().findKey(LOST.user().toString());
            assertThat(orphan).isInstanceOf(Subject.Active.class);

            next.given(LOST);

            assertThat(home.vault().findKey(LOST.user().toString())).isEqualTo(orphan);
            assertThat(next.lastCommit()).hasAtLeastOneElementOfType(EmailClaimed.class);
        }
    }

    private static LedgerStorage open(Path directory) {
        return SqliteStorage.open(
                directory, MasterKey.read(directory.resolve("master.key")), Clock.systemUTC(), new SecureRandom());
    }

    /** A process that crashes when it would append the commit. */
    static final class CrashingSignUp {

        static final int EXIT_CODE = 9;

        public static void main(String[] args) {
            var home = open(Path.of(args[0]));
            var ledger = (Ledger) Proxy.newProxyInstance(
                    Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("append")) {
                            Runtime.getRuntime().halt(EXIT_CODE);
                        }
                        return method.invoke(home.ledger(), arguments);
                    });
            new CommandSideFixture(ledger, home.atomicStore(), home.vault()).when(LOST);
        }
    }
}
