package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.tenant.ManagePolicies;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
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
