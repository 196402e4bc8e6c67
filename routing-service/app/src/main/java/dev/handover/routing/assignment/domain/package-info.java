/** The rules of assignment, pure: who is chosen, what a ticket's events mean to routing. */
@NullMarked
package dev.handover.routing.assignment.domain;

import org.jspecify.annotations.NullMarked;
