/** Mails to users: kinds, links, and the query that the mailer sends. */
@NullMarked
package org.keyledger.kernel.mail;

import org.jspecify.annotations.NullMarked;
