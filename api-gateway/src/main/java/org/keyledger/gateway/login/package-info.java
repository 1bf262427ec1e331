/** Signing in, and the password that it takes. */
@NullMarked
package org.keyledger.gateway.login;

import org.jspecify.annotations.NullMarked;
