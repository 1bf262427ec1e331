package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.passkey.PasskeyAssertionResponse;
import org.keyledger.gateway.password.Password;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.PasskeyListing;
import org.keyledger.kernel.user.DisplayName;

/**
 * Bodies of the passkey calls of both APIs. Browsers may add members to a response of an authenticator (WebAuthn Level 3,
 * section 5.1), so that unknown ones are ignored within {@code credential}.
 */
public final class PasskeyRequests {

    private PasskeyRequests() {}

    /** The password is optional if the log-in is recent. */
    public record StepUp(@Nullable Password currentPassword) {}

    public record FinishRegistration(DisplayName name, CreatedCredential credential) {}

    public record Rename(DisplayName name) {}

    public record FinishLogIn(AssertedCredential credential) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CreatedCredential(Attestation response) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Attestation(
            @JsonProperty("clientDataJSON") String clientData,
            @JsonProperty("attestationObject") String attestation) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AssertedCredential(PasskeyCredentialId id, Assertion response) {

        public PasskeyAssertionResponse toResponse() {
            return new PasskeyAssertionResponse(
                    id,
                    response.clientData(),
                    response.authenticatorData(),
                    response.signature(),
                    response.userHandle() == null ? "" : response.userHandle());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Assertion(
            @JsonProperty("clientDataJSON") String clientData,
            @JsonProperty("authenticatorData") String authenticatorData,
            String signature,
            @JsonProperty("userHandle") @Nullable String userHandle) {

        @Override
        public String toString() {
            return "Assertion[hidden]";
        }
    }

    /** A passkey as its user sees it. */
    public record PasskeyResponse(
            PasskeyId id,
            DisplayName name,
            boolean backupEligible,
            boolean backedUp,
            Instant createdAt,
            @JsonInclude @Nullable Instant lastUsedAt) {

        public static PasskeyResponse of(PasskeyListing passkey) {
            return new PasskeyResponse(
                    passkey.id(),
                    passkey.name(),
                    passkey.backupEligible(),
                    passkey.backedUp(),
                    passkey.createdAt(),
                    passkey.lastUsedAt());
        }
    }

    public record PasskeyListResponse(List<PasskeyResponse> passkeys) {

        public static PasskeyListResponse of(List<PasskeyListing> passkeys) {
            return new PasskeyListResponse(
                    passkeys.stream().map(PasskeyResponse::of).toList());
        }
    }
}
