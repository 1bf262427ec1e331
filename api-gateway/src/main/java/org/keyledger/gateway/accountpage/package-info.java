/** The pages of a signed-in user. */
@NullMarked
package org.keyledger.gateway.accountpage;

import org.jspecify.annotations.NullMarked;
