package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.Verification;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.ForwardingVault;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Vault;

@DisplayName("A verifier that cannot apply an event")
@Timeout(60)
class VerifierTrustTest {

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);

    /** The revocation of the first key is behind an event that this node cannot decrypt. */
    @Test
    void answers_unknown_until_it_has_caught_up() {
        var vault = new FailingVault(stores.vault());
        var broken = new Stores(stores.ledger(), vault, stores.views(), stores.clock());
        try (var node = QuerySideNode.over(broken);
                var other = QuerySideNode.over(stores.withoutViews())) {
            node.awaitApplied(other.record(ada.signUp()));
            node.awaitApplied(other.record(ada.key("one")));
            assertThat(verify(node, "one")).isInstanceOf(Verification.Active.class);

            vault.fails = true;
            var stranger = TestAccount.of("eve", stores);
            other.record(stranger.signUp());
            other.record(stranger.key("two"));

            Eventually.awaitTrue(() -> !node.verifier().isCurrent(), () -> "trusted");
            assertThat(verify(node, "one")).isInstanceOf(Verification.Unknown.class);
            assertThat(verify(node, "two")).isInstanceOf(Verification.Unknown.class);
            assertThat(verify(node, "none")).isInstanceOf(Verification.Unknown.class);
            assertThat(node.verifier().findActiveSession(new SessionId(TestAccount.timeOrderedId())))
                    .isInstanceOf(Verification.Unknown.class);
            assertThat(verify(other, "two")).isInstanceOf(Verification.Active.class);

            vault.fails = false;
            Eventually.awaitTrue(() -> node.verifier().isCurrent(), () -> "not trusted");
            assertThat(verify(node, "one")).isInstanceOf(Verification.Active.class);
            assertThat(verify(node, "two")).isInstanceOf(Verification.Active.class);
            assertThat(verify(node, "none")).isInstanceOf(Verification.Inactive.class);
        }
    }

    private static Verification<ActiveApiKey> verify(QuerySideNode node, String prefix) {
        return node.verifier().findActiveKey(new KeyPrefix(prefix), TestAccount.secret(prefix));
    }

    private static final class FailingVault extends ForwardingVault {

        private volatile boolean fails;

        FailingVault(Vault vault) {
            super(vault);
        }

        @Override
        public Subject findKey(String subject) {
            if (fails) {
                throw new StoreUnavailableException("the vault is away", null);
            }
            return super.findKey(subject);
        }
    }
}
