/** API keys, from their creation to their end. */
@NullMarked
package org.keyledger.command.apikey;

import org.jspecify.annotations.NullMarked;
