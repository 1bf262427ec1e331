package org.keyledger.gateway.password;

import java.util.Locale;
import org.keyledger.gateway.blocklist.CommonPasswords;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.user.EmailAddress;

/** Which passwords are refused, and with which reason. There are no rules of composition (NIST SP 800-63B-4). */
public final class PasswordPolicy {

    private static final int MIN_LENGTH = 8;
    private static final int MIN_CHECKED_LOCAL_PART = 5;
    private static final String PRODUCT = "keyledger";

    private final CommonPasswords common;

    PasswordPolicy(CommonPasswords common) {
        this.common = common;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 400 {@code weak-password} with the reason */
    public void check(Password password, EmailAddress owner) {
        var folded = password.text().toLowerCase(Locale.ROOT);
        if (password.length() < MIN_LENGTH) {
            throw toException("A password has at least " + MIN_LENGTH + " characters.");
        }
        if (containsAddress(folded, owner)) {
            throw toException("The password contains the e-mail address.");
        }
        if (folded.contains(PRODUCT)) {
            throw toException("The password contains the name of this service.");
        }
        if (common.contains(folded)) {
            throw toException("The password is one of the most common ones.");
        }
    }

    private static boolean containsAddress(String folded, EmailAddress owner) {
        var localPart = owner.localPart();
        return folded.contains(owner.normalised())
                || folded.contains(owner.stored().toLowerCase(Locale.ROOT))
                || (localPart.codePointCount(0, localPart.length()) >= MIN_CHECKED_LOCAL_PART
                        && folded.contains(localPart));
    }

    private static RuntimeException toException(String why) {
        return Problem.WEAK_PASSWORD.toException(why).withFieldError("password", why);
    }
}
