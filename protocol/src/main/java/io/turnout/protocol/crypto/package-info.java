/**
 * The JDK's hashing and Ed25519, shaped for badges and access lists. Kept apart from {@code badge}
 * so that badge parsing stays compilable for the browser.
 */
@NullMarked
package io.turnout.protocol.crypto;

import org.jspecify.annotations.NullMarked;
