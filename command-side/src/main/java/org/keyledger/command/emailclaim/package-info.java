/** E-mail claims: one account per address. */
@NullMarked
package org.keyledger.command.emailclaim;

import org.jspecify.annotations.NullMarked;
