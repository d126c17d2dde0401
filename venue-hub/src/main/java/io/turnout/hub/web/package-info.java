/** Routing, errors, languages, static files and live streams; knows no feature. */
@NullMarked
package io.turnout.hub.web;

import org.jspecify.annotations.NullMarked;
