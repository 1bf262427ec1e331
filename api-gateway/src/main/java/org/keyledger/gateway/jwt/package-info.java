/** Issues and verifies JWTs, and remembers the tokens that were refused as expired. */
@Machinery
@NullMarked
package org.keyledger.gateway.jwt;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
