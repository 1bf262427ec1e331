/** The key listings of each tenant. */
@NullMarked
package org.keyledger.query.apikey;

import org.jspecify.annotations.NullMarked;
