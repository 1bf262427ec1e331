/** Mails that are still to be sent, and their recipients. */
@NullMarked
package org.keyledger.query.mail;

import org.jspecify.annotations.NullMarked;
