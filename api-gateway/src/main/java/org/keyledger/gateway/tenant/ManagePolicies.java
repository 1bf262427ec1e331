package org.keyledger.gateway.tenant;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;

/** Reads and changes the policy of the caller's tenant. */
public final class ManagePolicies {

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;
    private final ApiKeySettings keySettings;

    ManagePolicies(Commands commands, Queries queries, StepUpAuthentication stepUp, ApiKeySettings keySettings) {
        this.commands = commands;
        this.queries = queries;
        this.stepUp = stepUp;
        this.keySettings = keySettings;
    }

    /** Every member may read the policy. */
    public TenantPolicy find(TenantId tenant) {
        return queries.ask(new FindTenantPolicy(tenant));
    }

    /** The scopes of a key of this tenant whose request names none. The command refuses them if the maximum has changed. */
    public Scopes defaultScopes(TenantId tenant) {
        return find(tenant).defaultScopes();
    }

    /**
     * Changes the policy and returns all of it. Sessions that start and keys that are created after the call obey it.
     *
     * @param rules the rules to change; the others stay
     * @param values the new values of these rules; an absent one is not set any more
     * @param current the current password; optional if the log-in is recent
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-request} for a scope that no key can
     *     have, 401 {@code step-up-required} or {@code invalid-credentials}, 403 {@code not-founder}
     */
    public TenantPolicy change(SessionCaller caller, Set<Rule> rules, TenantPolicy values, @Nullable Password current) {
        var maxScopes = values.maxScopes();
        if (maxScopes != null) {
            keySettings.requireKnown(Rule.MAX_SCOPES.toString(), maxScopes.names());
        }
        var credential = stepUp.require(caller, current);
        var before = find(caller.tenant()); // before the commit, which must not fail because a read model is late
        return commands.send(new ChangeTenantPolicy(caller.tenant(), caller.user(), credential, rules, values))
                .written()
                .answer(() -> Optional.of(find(caller.tenant())), () -> before.with(rules, values));
    }
}
