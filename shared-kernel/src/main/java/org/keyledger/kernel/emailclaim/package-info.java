/** E-mail claims: the right of one account to one address. */
@NullMarked
package org.keyledger.kernel.emailclaim;

import org.jspecify.annotations.NullMarked;
