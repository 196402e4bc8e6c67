/** Shows the decisions of a ticket. */
@NullMarked
package dev.handover.routing.assignment.http;

import org.jspecify.annotations.NullMarked;
