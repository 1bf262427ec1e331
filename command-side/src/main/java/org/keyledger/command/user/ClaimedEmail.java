package org.keyledger.command.user;

import org.keyledger.kernel.emailclaim.ClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;

/** The address of an account, and the claim that makes it nobody else's. */
record ClaimedEmail(ClaimId claim, EmailHmac hmac, EmailAddress address) {}
