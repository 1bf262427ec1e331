/** The management listener: a port of its own for operators, apart from the API. */
@NullMarked
package org.keyledger.server.management;

import org.jspecify.annotations.NullMarked;
