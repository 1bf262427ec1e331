package org.keyledger.query.verifier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.UserId;

/** The credential state of a user, as the verifier's view stores it. */
record UserCredentialState(UserId user, @JsonUnwrapped CredentialState state) {}
