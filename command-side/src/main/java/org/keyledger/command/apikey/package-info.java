/** API keys: creation, rotation and revocation. */
@NullMarked
package org.keyledger.command.apikey;

import org.jspecify.annotations.NullMarked;
