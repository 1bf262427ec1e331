/** Sign-up, e-mail verification, and the user's own account. */
@NullMarked
package org.keyledger.gateway.user;

import org.jspecify.annotations.NullMarked;
