package org.keyledger.kernel.user;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Optional;
import org.keyledger.kernel.UnicodeText;

/** Maps domain names to ASCII (UTS 46, non-transitional): {@code ß} and {@code ς} are letters of their own. */
final class InternationalDomain {

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ);

    private InternationalDomain() {}

    /** In lower case; empty if the name is invalid. Joiners are accepted where their script needs them (RFC 5892). */
    static Optional<String> toAscii(String name) {
        if (name.codePoints()
                .anyMatch(point -> UnicodeText.isControlOrInvisible(point) && !UnicodeText.isJoiner(point))) {
            return Optional.empty();
        }
        var info = new IDNA.Info();
        var ascii = UTS46.nameToASCII(UnicodeText.toNfkc(name), new StringBuilder(), info);
        var errors = EnumSet.noneOf(IDNA.Error.class);
        errors.addAll(info.getErrors());
        errors.remove(IDNA.Error.HYPHEN_3_4); // there are domains such as r3---x.example
        return errors.isEmpty() ? Optional.of(ascii.toString()) : Optional.empty();
    }
}
