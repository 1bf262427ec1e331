/** Where on the network somebody is. */
@NullMarked
package org.keyledger.kernel.network;

import org.jspecify.annotations.NullMarked;
