/** The rooms where commands are decided, one package a feature. */
@NullMarked
package org.keyledger.command;

import org.jspecify.annotations.NullMarked;
