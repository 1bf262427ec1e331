/** The right of one account to one address. */
@NullMarked
package org.keyledger.command.emailclaim;

import org.jspecify.annotations.NullMarked;
