/** What presence earns: minutes that count, credits, and the rules that decided, in words. */
@NullMarked
package io.turnout.hub.credit;

import org.jspecify.annotations.NullMarked;
