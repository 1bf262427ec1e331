/** Bodies are read as they come: no thread waits for one. */
@NullMarked
package org.keyledger.gateway.requestbody;

import org.jspecify.annotations.NullMarked;
