/** What every import has in common: it takes the whole file or names all that is wrong with it. */
@NullMarked
package io.turnout.hub.importing;

import org.jspecify.annotations.NullMarked;
