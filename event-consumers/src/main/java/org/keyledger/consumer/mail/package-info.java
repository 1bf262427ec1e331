/** Mails to people: each goes out once its order is read, by SMTP or whatever stands in for it. */
@NullMarked
package org.keyledger.consumer.mail;

import org.jspecify.annotations.NullMarked;
