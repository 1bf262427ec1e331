/** IP addresses of clients and CIDR ranges. */
@NullMarked
package org.keyledger.kernel.network;

import org.jspecify.annotations.NullMarked;
