/** Mails that are still worth sending. */
@NullMarked
package org.keyledger.query.mail;

import org.jspecify.annotations.NullMarked;
