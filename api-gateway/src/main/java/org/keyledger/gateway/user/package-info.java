/** Signing up, showing that an address is one's own, and seeing one's account. */
@NullMarked
package org.keyledger.gateway.user;

import org.jspecify.annotations.NullMarked;
