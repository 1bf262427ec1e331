package org.keyledger.gateway.blocklist;

/** The most common passwords of published breaches, which attackers try first (NIST SP 800-63B-4, section 3.1.1.2). */
public final class CommonPasswords {

    private final SortedLineFile passwords = SortedLineFile.of("common-passwords.txt");

    CommonPasswords() {}

    /**
     * Whether the password is in the list or consists of one repeated character.
     *
     * @param password in lower case
     */
    public boolean contains(String password) {
        return isOneCharacter(password) || passwords.contains(password);
    }

    private static boolean isOneCharacter(String password) {
        return password.codePoints().distinct().count() <= 1;
    }
}
