/** Finds out where a request comes from. */
@NullMarked
package org.keyledger.gateway.clientaddress;

import org.jspecify.annotations.NullMarked;
