/** Opens sessions for those who have shown who they are. */
@NullMarked
package org.keyledger.gateway.opening;

import org.jspecify.annotations.NullMarked;
