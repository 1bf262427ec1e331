/** Signs and reads tokens. */
@NullMarked
package org.keyledger.gateway.signing;

import org.jspecify.annotations.NullMarked;
