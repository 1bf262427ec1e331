/** The policy of each tenant. */
@NullMarked
package org.keyledger.query.tenant;

import org.jspecify.annotations.NullMarked;
