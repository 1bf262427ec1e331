package org.keyledger.gateway.password;

import java.util.Locale;
import org.keyledger.gateway.blocklist.CommonPasswords;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.UnicodeText;
import org.keyledger.kernel.user.EmailAddress;

/**
 * The rules for new passwords: minimum length, not common, and without the e-mail address and the service's name. There
 * are no composition rules (NIST SP 800-63B-4, section 3.1.1.2).
 */
public final class PasswordPolicy {

    /** Unless a tenant requires more, in Unicode code points. */
    public static final int MIN_LENGTH = 8;

    private static final int MIN_CHECKED_LOCAL_PART = 5;
    private static final String PRODUCT = "keyledger";

    private final CommonPasswords common;

    PasswordPolicy(CommonPasswords common) {
        this.common = common;
    }

    /**
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code weak-password} with the broken rule as detail
     */
    public void check(Password password, EmailAddress owner) {
        check(password, owner, MIN_LENGTH);
    }

    /**
     * @param minLength the rule of the owner's tenant
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code weak-password} with the broken rule as detail
     */
    public void check(Password password, EmailAddress owner, int minLength) {
        var folded = password.text().toLowerCase(Locale.ROOT);
        if (password.length() < minLength) {
            throw toException("must have at least " + minLength + " characters");
        }
        if (containsAddress(password.text(), owner)) {
            throw toException("must not contain the e-mail address");
        }
        if (folded.contains(PRODUCT)) {
            throw toException("must not contain the name of this service");
        }
        if (common.contains(folded)) {
            throw toException("must not be one of the most common passwords");
        }
    }

    private static boolean containsAddress(String password, EmailAddress owner) {
        var folded = UnicodeText.foldCase(password);
        var localPart = owner.localPart();
        return folded.contains(owner.normalised())
                || folded.contains(UnicodeText.foldCase(owner.stored()))
                || (localPart.codePointCount(0, localPart.length()) >= MIN_CHECKED_LOCAL_PART
                        && folded.contains(localPart));
    }

    private static RuntimeException toException(String rule) {
        return Problem.WEAK_PASSWORD.toException("The password " + rule + ".").withFieldError("password", rule);
    }
}
