/** A person with an account: what can be asked of it, what happened to it, what is known of it. */
@NullMarked
package org.keyledger.kernel.user;

import org.jspecify.annotations.NullMarked;
