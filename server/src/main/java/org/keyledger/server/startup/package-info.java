/** Messages of a start and of a failed start. */
@NullMarked
package org.keyledger.server.startup;

import org.jspecify.annotations.NullMarked;
