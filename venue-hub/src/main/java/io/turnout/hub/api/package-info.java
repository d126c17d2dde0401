/** What the hub tells programs of its API: the description they and their makers read. */
@NullMarked
package io.turnout.hub.api;

import org.jspecify.annotations.NullMarked;
