/** The rooms that remember what was decided and answer questions about it, one package a feature. */
@NullMarked
package org.keyledger.query;

import org.jspecify.annotations.NullMarked;
