/** Password hashing on its own threads, the password policy, and HMACs of e-mail addresses. */
@Machinery
@NullMarked
package org.keyledger.gateway.password;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
