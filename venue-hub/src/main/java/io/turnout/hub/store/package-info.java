/** Connections, transactions and migrations; knows no feature. */
@NullMarked
package io.turnout.hub.store;

import org.jspecify.annotations.NullMarked;
