/** Access tokens (JWT), refresh tokens and the public signing keys. */
@Machinery
@NullMarked
package org.keyledger.gateway.jwt;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
