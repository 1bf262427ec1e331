/** Keeping a session, and ending it. */
@NullMarked
package org.keyledger.gateway.session;

import org.jspecify.annotations.NullMarked;
