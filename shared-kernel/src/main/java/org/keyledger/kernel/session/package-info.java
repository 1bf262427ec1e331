/** Sessions of a user: commands, events, queries and values. */
@NullMarked
package org.keyledger.kernel.session;

import org.jspecify.annotations.NullMarked;
