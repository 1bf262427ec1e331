package org.keyledger.consumer.mail;

import java.util.Locale;
import org.keyledger.kernel.mail.MailKind;

/** The template of a kind of mail: its subject, and text and HTML with the same content. */
record EmailTemplate(String name, TextTemplate subject, TextTemplate text, TextTemplate html) {

    static EmailTemplate of(MailKind kind) {
        var name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var subject = new TextTemplate(subject(kind));
        return new EmailTemplate(name, subject, TextTemplate.read(name + ".en.txt"), html(name, subject));
    }

    /** Inserts the content of the mail into the layout that all mails share. */
    private static TextTemplate html(String name, TextTemplate subject) {
        return TextTemplate.read("letter.en.html")
                .with("text", TextTemplate.read(name + ".en.html"))
                .with("button", TextTemplate.read("button.en.html"))
                .with("subject", subject);
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
