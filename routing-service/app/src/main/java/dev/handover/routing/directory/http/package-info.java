/** The directory over HTTP. */
@NullMarked
package dev.handover.routing.directory.http;

import org.jspecify.annotations.NullMarked;
