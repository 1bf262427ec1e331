package org.keyledger.gateway.token;

import java.util.EnumMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.kernel.tenant.TenantPolicy.RuleOutOfBoundsException;

/**
 * The body of {@code PATCH /customer/policies}, a JSON merge patch (RFC 7396): an absent rule stays, null unsets it.
 *
 * @param currentPassword optional if the log-in is recent
 */
record ChangePoliciesRequest(
        FieldChange<Boolean> verifiedLogin,
        FieldChange<Integer> minPassword,
        FieldChange<Eligibility> keyCreation,
        FieldChange<Scopes> maxScopes,
        FieldChange<Eligibility> keyOwnerTenant,
        FieldChange<Availability> magicLink,
        FieldChange<Integer> sessionIdle,
        FieldChange<Integer> sessionMax,
        @Nullable Password currentPassword) {

    /** The rules that the body names. */
    Set<Rule> rules() {
        var changes = new EnumMap<Rule, FieldChange<?>>(Rule.class);
        changes.put(Rule.VERIFIED_LOGIN, verifiedLogin);
        changes.put(Rule.MIN_PASSWORD, minPassword);
        changes.put(Rule.KEY_CREATION, keyCreation);
        changes.put(Rule.MAX_SCOPES, maxScopes);
        changes.put(Rule.KEY_OWNER_TENANT, keyOwnerTenant);
        changes.put(Rule.MAGIC_LINK, magicLink);
        changes.put(Rule.SESSION_IDLE, sessionIdle);
        changes.put(Rule.SESSION_MAX, sessionMax);
        changes.values().removeIf(change -> !change.requested());
        return Set.copyOf(changes.keySet());
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-request} for a number out of bounds */
    TenantPolicy values() {
        try {
            return new TenantPolicy(
                    verifiedLogin.value(),
                    minPassword.value(),
                    keyCreation.value(),
                    maxScopes.value(),
                    keyOwnerTenant.value(),
                    magicLink.value(),
                    sessionIdle.value(),
                    sessionMax.value());
        } catch (RuleOutOfBoundsException e) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError(e.rule().toString(), String.valueOf(e.getMessage()));
        }
    }
}
