/** The keys of a tenant's programs. */
@NullMarked
package org.keyledger.kernel.apikey;

import org.jspecify.annotations.NullMarked;
