/** Finds out where a request comes from. */
@NullMarked
package org.keyledger.gateway.addressing;

import org.jspecify.annotations.NullMarked;
