/** Users: commands, events, queries and values. */
@NullMarked
package org.keyledger.kernel.user;

import org.jspecify.annotations.NullMarked;
