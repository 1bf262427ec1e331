/** Settings: read from the environment and checked before anything is opened. */
@NullMarked
package org.keyledger.server.settings;

import org.jspecify.annotations.NullMarked;
