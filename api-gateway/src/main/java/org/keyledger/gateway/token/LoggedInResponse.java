package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SessionTokenIssuer.SessionTokenResponse;
import org.keyledger.gateway.login.LogIn.SessionOpened;
import org.keyledger.kernel.tenant.TenantId;

/** The response to a log-in that has started a session. */
record LoggedInResponse(
        String token,
        TenantId tenantId,
        boolean emailVerified,
        @JsonProperty("requiresTOTP") boolean secondFactorRequired,
        UserResponse user,
        SessionTokenResponse session)
        implements LoginEndpoint.LoginResponse {

    static LoggedInResponse of(SessionOpened opened, SessionTokenIssuer tokens) {
        var issued = tokens.issueFirst(opened.session(), opened.user().user(), opened.tenant());
        return new LoggedInResponse(
                issued.token(),
                opened.tenant(),
                opened.emailVerified(),
                false,
                UserResponse.of(opened.user()),
                issued.session());
    }

    @Override
    public String toString() {
        return "LoggedInResponse[hidden]";
    }
}
