/** Finds out who is calling. */
@NullMarked
package org.keyledger.gateway.guarding;

import org.jspecify.annotations.NullMarked;
