/** Sessions of a user, one per device: commands, events, queries and values. */
@NullMarked
package org.keyledger.kernel.session;

import org.jspecify.annotations.NullMarked;
