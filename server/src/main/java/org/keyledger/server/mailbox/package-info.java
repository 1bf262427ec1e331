/** Mails without a mail server: kept in memory and shown on a page of this machine. */
@NullMarked
package org.keyledger.server.mailbox;

import org.jspecify.annotations.NullMarked;
