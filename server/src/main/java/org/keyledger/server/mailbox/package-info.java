/** Mailbox page for installations without a mail server. Mails are kept in memory only. */
@NullMarked
package org.keyledger.server.mailbox;

import org.jspecify.annotations.NullMarked;
