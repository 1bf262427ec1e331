/** Users: sign-up, credentials, verification of addresses, and erasure. */
@NullMarked
package org.keyledger.command.user;

import org.jspecify.annotations.NullMarked;
