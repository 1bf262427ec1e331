package org.keyledger.gateway.token;

import java.util.List;

/** Recovery codes, on both APIs. */
public record RecoveryCodesResponse(List<String> recoveryCodes) {
    @Override
    public String toString() {
        return "RecoveryCodesResponse[hidden]";
    }
}
