/** Who gets a ticket: operators, teams, assignment. */
@NullMarked
package dev.handover.routing;

import org.jspecify.annotations.NullMarked;
