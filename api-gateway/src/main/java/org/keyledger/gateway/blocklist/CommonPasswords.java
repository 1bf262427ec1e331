package org.keyledger.gateway.blocklist;

/** The passwords that guessers try first, as published breaches tell (NIST SP 800-63B-4, section 3.1.1.2). */
public final class CommonPasswords {

    private final SortedLineFile known = SortedLineFile.of("common-passwords.txt");

    CommonPasswords() {}

    /** @param password in lower case */
    public boolean contains(String password) {
        return isOneCharacter(password) || known.contains(password);
    }

    private static boolean isOneCharacter(String password) {
        return password.codePoints().distinct().count() <= 1;
    }
}
