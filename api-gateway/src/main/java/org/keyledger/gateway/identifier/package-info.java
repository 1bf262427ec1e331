/** Makes what must be new: ids, keys and their secrets. */
@NullMarked
package org.keyledger.gateway.identifier;

import org.jspecify.annotations.NullMarked;
