/** What ticket-service knows of the people and teams of a workspace. */
@NullMarked
package dev.handover.ticket.directory;

import org.jspecify.annotations.NullMarked;
