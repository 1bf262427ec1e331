/** Bodies are read as they come: no thread waits for one. */
@NullMarked
package org.keyledger.gateway.arriving;

import org.jspecify.annotations.NullMarked;
