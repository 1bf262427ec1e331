/** Finds out who is calling. */
@NullMarked
package org.keyledger.gateway.authentication;

import org.jspecify.annotations.NullMarked;
