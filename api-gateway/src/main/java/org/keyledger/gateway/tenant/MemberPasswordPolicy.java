package org.keyledger.gateway.tenant;

import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordPolicy;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;
import org.keyledger.kernel.user.EmailAddress;

/**
 * Checks the new password of a user against the rules of the service and of the user's tenant. Only the gateway has the
 * password, so the tenant's rule is read before the command is sent: a password that is set while the rule changes may be
 * checked against the previous one.
 */
public final class MemberPasswordPolicy {

    private final Queries queries;
    private final PasswordPolicy policy;

    MemberPasswordPolicy(Queries queries, PasswordPolicy policy) {
        this.queries = queries;
        this.policy = policy;
    }

    /**
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code weak-password} with the broken rule as detail
     */
    public void check(Password password, EmailAddress owner, TenantId tenant) {
        var minLength = queries.ask(new FindTenantPolicy(tenant)).minPassword();
        policy.check(password, owner, minLength == null ? PasswordPolicy.MIN_LENGTH : minLength);
    }
}
