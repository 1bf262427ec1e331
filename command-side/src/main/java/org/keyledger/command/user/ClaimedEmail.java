package org.keyledger.command.user;

import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;

/** The address of an account and the claim that makes it unique. */
record ClaimedEmail(EmailClaimId claim, EmailHmac hmac, EmailAddress address) {}
