package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.tenant.ManagePolicies;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.kernel.tenant.TenantPolicy.RuleOutOfBoundsException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET} and {@code PATCH /customer/policies}: the policy of the caller's tenant. Every member reads it; its founder
 * changes it with a recent log-in or the current password. 403 {@code not-founder}.
 */
@RestController
final class PoliciesEndpoint {

    private final ManagePolicies managePolicies;

    PoliciesEndpoint(ManagePolicies managePolicies) {
        this.managePolicies = managePolicies;
    }

    /** All rules; null for one that is not set. */
    @JsonInclude
    record PoliciesResponse(
            @Nullable Boolean verifiedLogin,
            @Nullable Integer minPassword,
            @Nullable Eligibility keyCreation,
            @Nullable Scopes maxScopes,
            @Nullable Eligibility keyOwnerTenant,
            @Nullable Availability magicLink,
            @Nullable Integer sessionIdle,
            @Nullable Integer sessionMax) {

        static PoliciesResponse of(TenantPolicy policy) {
            return new PoliciesResponse(
                    policy.verifiedLogin(),
                    policy.minPassword(),
                    policy.keyCreation(),
                    policy.maxScopes(),
                    policy.keyOwnerTenant(),
                    policy.magicLink(),
                    policy.sessionIdle(),
                    policy.sessionMax());
        }
    }

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

    @GetMapping("/customer/policies")
    PoliciesResponse read(SessionCaller caller) {
        return PoliciesResponse.of(managePolicies.find(caller.tenant()));
    }

    @PatchMapping("/customer/policies")
    @WriteLimited
    PoliciesResponse change(@StrictBody ChangePoliciesRequest body, SessionCaller caller) {
        return PoliciesResponse.of(managePolicies.change(caller, body.rules(), body.values(), body.currentPassword()));
    }
}
