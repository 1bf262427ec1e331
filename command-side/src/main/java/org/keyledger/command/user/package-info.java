/** Users: their sign-up, their credential, and the proof that an address is theirs. */
@NullMarked
package org.keyledger.command.user;

import org.jspecify.annotations.NullMarked;
