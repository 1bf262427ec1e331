/** Mail for whoever has no mail server: a page on this machine, in memory only. */
@NullMarked
package org.keyledger.server.mailbox;

import org.jspecify.annotations.NullMarked;
