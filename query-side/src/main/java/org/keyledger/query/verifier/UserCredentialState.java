package org.keyledger.query.verifier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.UserId;

/** Which sessions of a user are valid, as the verifier's view stores it. */
record UserCredentialState(UserId user, @JsonUnwrapped CredentialState state) {}
