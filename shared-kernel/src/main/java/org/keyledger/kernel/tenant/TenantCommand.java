package org.keyledger.kernel.tenant;

import java.util.Set;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** Commands to a tenant. */
public sealed interface TenantCommand extends Command {

    TenantId tenant();

    @Override
    default TenantId targetId() {
        return tenant();
    }

    /**
     * Changes rules of the tenant's policy.
     *
     * @param credential the version of the credential that the user proved
     * @param rules the rules to change; the others stay
     * @param values the new values of these rules; an absent one is not set any more
     */
    record ChangeTenantPolicy(
            TenantId tenant, UserId user, CredentialVersion credential, Set<Rule> rules, TenantPolicy values)
            implements TenantCommand {

        public ChangeTenantPolicy {
            rules = Set.copyOf(rules);
        }
    }
}
