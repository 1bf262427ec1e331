/** Turns passwords into slow hashes and addresses into names, on threads of its own. */
@NullMarked
package org.keyledger.gateway.hashing;

import org.jspecify.annotations.NullMarked;
