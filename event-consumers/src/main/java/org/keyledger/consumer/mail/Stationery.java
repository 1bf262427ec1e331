package org.keyledger.consumer.mail;

import java.util.Locale;
import org.keyledger.kernel.mail.MailKind;

/** What a kind of mail is written on: its subject, and two templates that say the same. */
record Stationery(String name, Template subject, Template text, Template html) {

    static Stationery of(MailKind kind) {
        var name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Stationery(
                name, new Template(subject(kind)), Template.read(name + ".en.txt"), Template.read(name + ".en.html"));
    }

    private static String subject(MailKind kind) {
        return switch (kind) {
            case VERIFY_EMAIL -> "Confirm your email address for {{product}}";
            case RESET_PASSWORD -> "Choose a new password for {{product}}";
            case CHANGE_EMAIL -> "Confirm your new email address for {{product}}";
            case ADDRESS_TAKEN -> "Your email address already has an account with {{product}}";
            case EMAIL_CHANGED -> "Your email address for {{product}} was changed";
            case PASSWORD_CHANGED -> "Your password for {{product}} was changed";
        };
    }
}
