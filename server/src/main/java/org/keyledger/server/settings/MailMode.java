package org.keyledger.server.settings;

/** Where mails are sent. */
public enum MailMode {
    /** To a mail server. */
    SMTP,
    /** To a page of this program. They are kept in memory only. */
    MAILBOX,
    /** No mail is sent. Every address counts as verified. */
    OFF
}
