/**
 * What is printed on a badge: its text forms, how they are parsed, and the fingerprint under which
 * a badge stands in access lists. Pure, and compilable for the browser: hashing and signature
 * checks are handed in.
 */
@NullMarked
package io.turnout.protocol.badge;

import org.jspecify.annotations.NullMarked;
