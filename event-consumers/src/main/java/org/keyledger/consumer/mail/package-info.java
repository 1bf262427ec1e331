/** Mailer: sends requested mails by SMTP or another transport. */
@NullMarked
package org.keyledger.consumer.mail;

import org.jspecify.annotations.NullMarked;
