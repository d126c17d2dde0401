/** Users, sign-in, sessions, and who did what. */
@NullMarked
package io.turnout.hub.identity;

import org.jspecify.annotations.NullMarked;
