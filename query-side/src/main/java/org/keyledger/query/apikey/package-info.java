/** Listings and counts of a tenant's API keys. */
@NullMarked
package org.keyledger.query.apikey;

import org.jspecify.annotations.NullMarked;
