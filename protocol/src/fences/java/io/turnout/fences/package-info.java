/** What holds in every module alike; part of the tests of each. */
@NullMarked
package io.turnout.fences;

import org.jspecify.annotations.NullMarked;
