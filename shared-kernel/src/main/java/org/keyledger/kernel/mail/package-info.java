/** Mails to people, as our mailer asks for them. */
@NullMarked
package org.keyledger.kernel.mail;

import org.jspecify.annotations.NullMarked;
