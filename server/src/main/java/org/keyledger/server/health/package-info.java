/** Health of the parts of this process, for operators, and the readiness check. */
@NullMarked
package org.keyledger.server.health;

import org.jspecify.annotations.NullMarked;
