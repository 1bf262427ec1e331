package org.keyledger.server.settings;

/** Where mails go. */
public enum MailMode {
    /** To a mail server. */
    SMTP,
    /** To a page of this program, in memory only. */
    MAILBOX,
    /** Nowhere: a sign-up is verified at once. */
    OFF
}
