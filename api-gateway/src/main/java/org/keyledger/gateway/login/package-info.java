/** Signing in. */
@NullMarked
package org.keyledger.gateway.login;

import org.jspecify.annotations.NullMarked;
