/** What there is in the directory. */
@NullMarked
package dev.handover.routing.directory.domain;

import org.jspecify.annotations.NullMarked;
