package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.newKey;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.command.Samples;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;

/** Somebody signed up with Ada's address and creates another key while Ada resets the password. */
@DisplayName("Creating an API key while the owner of the address resets the password")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ApiKeyCreationDuringPasswordResetTest {

    private static final MailRequestId ASKED = new MailRequestId(id(70));
    private static final Digest TOKEN = Digest.of("reset link");
    private static final ApiKeyId MORE = new ApiKeyId(id(71));
    private static final ResetPassword RESET =
            new ResetPassword(ADA, ASKED, TOKEN, PasswordHash.parse("{bcrypt}new"), false, Digest.of("receipt"));

    private final PausingLedger pausingLedger = new PausingLedger();
    private final CommandSideFixture commandSide =
            new CommandSideFixture(pausingLedger.ledger, new InMemoryAtomicStore(), new InMemoryVault());

    @BeforeEach
    void another_persons_account_and_a_link_mailed_to_ada() {
        commandSide.given(signUp(), new RequestPasswordReset(ADA, new LinkToSend(ASKED, TOKEN)));
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void after_the_reset_is_refused(boolean byRotation) {
        commandSide.given(RESET);

        assertThat(commandSide.expectRefusal(createOrRotate(byRotation))).isEqualTo(Refusal.SIGNED_OUT);

        assertThat(commandSide.lastCommit()).hasAtLeastOneElementOfType(PasswordReset.class);
    }

    /** Here one node decides the creation, and another one resets the password before it commits. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void on_another_node_that_was_decided_before_the_reset_and_commits_after_it_is_refused(boolean byRotation)
            throws Exception {
        try (var otherNode = new CommandSideFixture(commandSide)) {
            pausingLedger.closed = true;
            var creation = CompletableFuture.supplyAsync(() -> commandSide.when(createOrRotate(byRotation)));
            pausingLedger.reached.await();
            pausingLedger.closed = false;
            otherNode.given(RESET);
            pausingLedger.opened.countDown();
            assertThat(creation.get()).isEqualTo(Decision.done());

            var ended = (ApiKeysEnded) otherNode.events().stream()
                    .filter(ApiKeysEnded.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            var created = (ApiKeyCreated) otherNode.lastCommit().get(byRotation ? 1 : 0);
            assertThat(created.credential().isBefore(ended.credential())).isTrue();
            assertThat(otherNode.expectRefusal(
                            rotate(created.key(), TENANT, new AuthenticatedSession(ADA, FIRST.next(), SESSION))))
                    .isEqualTo(Refusal.KEY_ENDED);
            assertThat(otherNode.when(new RevokeApiKey(created.key(), TENANT))).isEqualTo(Decision.noChange());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void that_commits_before_the_reset_is_ended_by_it(boolean byRotation) throws Exception {
        pausingLedger.closed = true;
        var creation = CompletableFuture.supplyAsync(() -> commandSide.when(createOrRotate(byRotation)));
        pausingLedger.reached.await();
        pausingLedger.closed = false;
        var resetThread = new Thread(() -> commandSide.when(RESET));
        resetThread.start();
        awaitEndOrBlocked(resetThread);

        assertThat(commandSide.events()).noneMatch(PasswordReset.class::isInstance);
        pausingLedger.opened.countDown();
        resetThread.join();

        assertThat(creation.get()).isEqualTo(Decision.done());
        var events = commandSide.events().stream().map(Object::getClass).toList();
        assertThat(events.lastIndexOf(ApiKeyCreated.class)).isLessThan(events.indexOf(PasswordReset.class));
        assertThat(events.get(events.size() - 1)).isEqualTo(ApiKeysEnded.class);
    }

    private static RotateApiKey rotate(ApiKeyId key, TenantId tenant, AuthenticatedSession caller) {
        var like = Samples.rotate(key, tenant, Duration.ZERO);
        var successor = like.successor();
        return new RotateApiKey(
                key,
                tenant,
                caller,
                new Successor(new ApiKeyId(id(72)), successor.prefix(), successor.lastFour(), successor.secret()),
                Duration.ZERO);
    }

    private static Command createOrRotate(boolean byRotation) {
        return byRotation
                ? Samples.rotate(KEY, TENANT, Duration.ZERO)
                : new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(MORE));
    }

    /** Returns when the thread has ended or waits for a lock, which here only the paused append can hold. */
    private static void awaitEndOrBlocked(Thread thread) {
        Eventually.awaitTrue(
                () -> !thread.isAlive() || LockSupport.getBlocker(thread) instanceof AbstractQueuedSynchronizer,
                () -> Arrays.toString(thread.getStackTrace()));
    }

    /** Blocks the first append while it is closed. */
    private static final class PausingLedger {

        private final InMemoryLedger ledger = new InMemoryLedger();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private volatile boolean closed;

        PausingLedger() {
            ledger.beforeAppend(commit -> awaitOpen());
        }

        private void awaitOpen() {
            if (closed) {
                reached.countDown();
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
