/** Making API keys, replacing and revoking them, and asking what one is good for. */
@NullMarked
package org.keyledger.gateway.apikey;

import org.jspecify.annotations.NullMarked;
