/** The hub's HTTP API as the command line uses it. */
@NullMarked
package io.turnout.provisioning.api;

import org.jspecify.annotations.NullMarked;
