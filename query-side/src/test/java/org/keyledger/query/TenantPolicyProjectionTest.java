package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;

@DisplayName("Finding the policy of a tenant")
class TenantPolicyProjectionTest {

    private static final TenantPolicy STRICT = new TenantPolicy(
            true,
            12,
            Eligibility.FOUNDER,
            Scopes.of(List.of("read")),
            Eligibility.MEMBERS,
            Availability.OFF,
            3_600,
            86_400);
    private static final TenantPolicy LONG_PASSWORDS = new TenantPolicy(null, 20, null, null, null, null, null, null);

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final TestAccount bob = TestAccount.of("bob", stores);

    @BeforeEach
    void begin() {
        node.record(ada.signUp());
        node.record(bob.signUp());
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void of_a_tenant_that_never_changed_it_finds_no_rule() {
        assertThat(policyOf(ada)).isEqualTo(TenantPolicy.UNSET);
    }

    @Test
    void finds_the_rules_of_the_last_change() {
        node.record(new TenantPolicyChanged(ada.tenant(), STRICT));
        assertThat(policyOf(ada)).isEqualTo(STRICT);

        node.record(new TenantPolicyChanged(ada.tenant(), LONG_PASSWORDS));
        assertThat(policyOf(ada)).isEqualTo(LONG_PASSWORDS);

        node.record(new TenantPolicyChanged(ada.tenant(), TenantPolicy.UNSET));
        assertThat(policyOf(ada)).isEqualTo(TenantPolicy.UNSET);
    }

    @Test
    void finds_no_rule_of_another_tenant() {
        node.record(new TenantPolicyChanged(ada.tenant(), STRICT));

        assertThat(policyOf(bob)).isEqualTo(TenantPolicy.UNSET);
    }

    @Test
    void of_a_closed_tenant_finds_no_rule() {
        node.record(new TenantPolicyChanged(ada.tenant(), STRICT));
        node.record(new TenantClosed(ada.tenant()));

        assertThat(policyOf(ada)).isEqualTo(TenantPolicy.UNSET);
    }

    private TenantPolicy policyOf(TestAccount account) {
        return node.askUpToDate(new FindTenantPolicy(account.tenant()));
    }
}
