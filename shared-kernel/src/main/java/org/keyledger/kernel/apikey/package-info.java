/** API keys of a tenant: commands, events, queries and values. */
@NullMarked
package org.keyledger.kernel.apikey;

import org.jspecify.annotations.NullMarked;
