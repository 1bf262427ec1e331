/** Sessions: start, refresh with rotation of the refresh token, and end. */
@NullMarked
package org.keyledger.command.session;

import org.jspecify.annotations.NullMarked;
